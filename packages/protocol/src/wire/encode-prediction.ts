import { encodeColumns, encodeRows } from './encode-outputs.ts';
import { rankClasses } from './rank.ts';
import type { ParsedPredictRequest } from './request.ts';
import type { NamedOrSingleOutput, RankedClass } from './answer.ts';
import type { NamedTensors } from '../tensors/tensor.ts';

/** What an answer holds beside the model's name and the timing, in the form that the request asked for. */
export type EncodedPrediction =
  | { predictions: NamedOrSingleOutput[] }
  | { outputs: NamedOrSingleOutput }
  | { top: RankedClass[][] };

/**
 * Writes what a model gave as the request wants it: rows to rows, columns to columns, or the best classes.
 *
 * @throws {InvalidRequestError} where `top` was asked of a model that does not give one score a class.
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
