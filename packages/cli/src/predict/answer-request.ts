import type { ModelRuntime } from '@pilotlight/model-runtime';
import {
  encodeColumns,
  encodeRows,
  type NamedOrSingleOutput,
  type ParsedPredictRequest,
  type RankedClass,
  rankClasses,
} from '@pilotlight/protocol';

type Answer =
  | { top: RankedClass[][] }
  | { predictions: NamedOrSingleOutput[] }
  | { outputs: NamedOrSingleOutput };

/** Answers as `predict` does, without what only an instance can say. */
export async function answerRequest(runtime: ModelRuntime, request: ParsedPredictRequest): Promise<Answer> {
  const { payload, top } = request;
  const { outputs, labels } = await runtime.predict(request);
  if (payload.form === 'inputs') return { outputs: encodeColumns(outputs) };
  const rows = payload.rows.length;
  return top === undefined
    ? { predictions: encodeRows(outputs, rows) }
    : { top: rankClasses(outputs, { rows, top, labels }) };
}
