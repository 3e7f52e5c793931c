import { InvalidRequestError, type TensorPayload } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { imageBatches } from '../images/image-batches.ts';
import { fixedBatch } from './fixed-batch.ts';
import { RUN_BYTES } from './limits.ts';
import { type InputsOptions, prepareInputs } from './prepare-inputs.ts';

/**
 * Makes a model's tensors of rows. All rows are checked before the first batch, and there is one batch. Only images are
 * decoded one part of a run at a time.
 *
 * @throws {InvalidRequestError} for what does not fit the signature. @throws {RequestTooLargeError}
 */
export async function prepareBatches(options: InputsOptions): Promise<AsyncIterable<NamedTensors>> {
  const [first = options.payload, ...others] = batchesOf(options);
  const inputs = await prepareInputs({ ...options, payload: first });
  return following(inputs, others, options);
}

function batchesOf({ payload, signature, preprocessing }: InputsOptions): TensorPayload[] {
  // A model that takes a fixed number of rows takes all that were sent.
  if ((fixedBatch(signature) ?? 1) > 1) return [payload];
  return imageBatches(payload, { signature, preprocessing, maxBytes: RUN_BYTES });
}

async function* following(
  inputs: NamedTensors,
  others: readonly TensorPayload[],
  options: InputsOptions,
): AsyncGenerator<NamedTensors> {
  const shape = rowShape(inputs);
  yield inputs;
  for (const payload of others) {
    const next = await prepareInputs({ ...options, payload });
    if (rowShape(next) !== shape) {
      const field = `instances[${payload.form === 'instances' ? payload.first : 0}]`;
      throw new InvalidRequestError({
        field,
        expected: 'rows of one shape',
        received: 'a row of another shape',
      });
    }
    yield next;
  }
}

/** Returns the shape that must be the same for all rows if a signature leaves it open. */
function rowShape(inputs: NamedTensors): string {
  return JSON.stringify(Object.entries(inputs).map(([name, { shape }]) => [name, shape.slice(1)]));
}
