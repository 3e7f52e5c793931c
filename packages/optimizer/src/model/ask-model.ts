import type { Manifest } from '@pilotlight/model-runtime/store';
import { BYTES_PER_ELEMENT, DEFAULT_SIGNATURE, elementCount, realSpec } from '@pilotlight/protocol/tensors';
import type { Dataset, Example } from '../data/dataset.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { askRows } from './ask-rows.ts';
import type { ServedModel } from './served-model.ts';
import { instanceOf } from './instance-of.ts';

/** Rows and bytes of one request: within the limits of a runtime, with room to spare. */
const MOST_ROWS = 256;
const MOST_BYTES = 8 * 1024 * 1024;

/** An example and the model's output for it. */
export interface Answer {
  /** Index of the example in the data. */
  at: number;
  example: Example;
  scores: Float32Array;
}

/**
 * Runs a model on examples, in order, through the runtime that serves it.
 *
 * @throws {OptimizerError} for a model without a single numeric output, or examples that do not fit its inputs.
 */
export async function* askModel(
  { runtime, directory, manifest }: ServedModel,
  dataset: Dataset,
  examples: readonly number[],
): AsyncGenerator<Answer> {
  const rows = rowsAtOnce(manifest);
  for (let from = 0; from < examples.length; from += rows) {
    const numbers = examples.slice(from, from + rows);
    const batch: Example[] = [];
    for (const at of numbers) batch.push(await dataset.read(at));
    const { outputs } = await askRows(
      { runtime, directory },
      batch.map((example) => instanceOf(example, manifest)),
    );
    const [output, another] = Object.values(outputs);
    if (!output || another || Array.isArray(output.data)) {
      throw new OptimizerError('only a model with one numeric output can be evaluated');
    }
    const values = Float32Array.from(output.data, Number);
    const width = values.length / batch.length;
    for (const [row, example] of batch.entries()) {
      const at = numbers[row] ?? 0;
      yield { at, example, scores: values.subarray(row * width, (row + 1) * width) };
    }
  }
}

function rowsAtOnce({ signatures }: Manifest): number {
  const inputs = Object.values(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  const [batch = -1] = inputs[0]?.shape ?? [];
  if (batch > 0) return batch;
  const bytes = inputs.reduce((sum, spec) => {
    const { dtype, shape } = realSpec(spec);
    return sum + BYTES_PER_ELEMENT[dtype] * elementCount(shape.map((size) => Math.abs(size)));
  }, 0);
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / Math.max(1, bytes))));
}
