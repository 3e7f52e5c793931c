import { encodeColumns, encodeRows } from './encode-outputs.ts';
import { rankClasses } from './rank.ts';
import type { ParsedPredictRequest } from './request.ts';
import type { NamedOrSingleOutput, RankedClass } from './answer.ts';
import type { NamedTensors } from '../tensors/tensor.ts';

/** The model's outputs in an answer, in the form that the request asked for. */
export type EncodedPrediction =
  | { predictions: NamedOrSingleOutput[] }
  | { outputs: NamedOrSingleOutput }
  | { top: RankedClass[][] };

/**
 * Encodes a model's outputs as the request wants them: rows for rows, columns for columns, or the best classes.
 *
 * @throws {InvalidRequestError} for `top` with a model that does not give one score per class.
 */
export function encodePrediction(
  { payload, top }: Pick<ParsedPredictRequest, 'payload' | 'top'>,
  { outputs, labels }: { outputs: NamedTensors; labels: readonly string[] | undefined },
): EncodedPrediction {
  if (payload.form === 'inputs') return { outputs: encodeColumns(outputs) };
  const rows = payload.rows.length;
  return top === undefined
    ? { predictions: encodeRows(outputs, rows) }
    : { top: rankClasses(outputs, { rows, top, labels }) };
}
