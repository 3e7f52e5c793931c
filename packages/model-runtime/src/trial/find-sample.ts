import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { sentTensor } from '../request/sent-tensor.ts';
import { type Candidate, fillStrings } from './candidate-samples.ts';
import { amendFeatures, encodeExample, type ExampleFeatures } from './tf-example.ts';

/** A sample that ran, and what the model answered. */
export interface FoundSample {
  candidate: Candidate;
  outputs: NamedTensors;
  /** Whether an output holds NaN or an infinity, on this sample and on all others that ran. */
  isNonFinite: boolean;
}

/** More features than a `tf.Example` of any model has that is tried here: each takes a run or two. */
const MAX_AMENDMENTS = 400;

/** How many other sizes are tried once one gave NaN: an image that is too small leaves a mean of nothing. */
const MORE_SIZES = 4;

/** No sample ran. The cause is what the first one failed with. */
export class NoSampleError extends Error {
  override readonly name = 'NoSampleError';
  readonly tried: readonly Candidate[];
  /** Whether all failed with the same words. */
  readonly isAlike: boolean;

  constructor(tried: readonly Candidate[], errors: readonly unknown[]) {
    super('no sample that was tried could be run', { cause: errors[0] });
    this.tried = tried;
    this.isAlike = new Set(errors.map(wordsOf)).size === 1;
  }
}

/**
 * Runs a model on one candidate after the other, until one gives finite answers. One that gives NaN is taken where no
 * other of its sizes does better, nor a few other sizes. A model that asks for features of a `tf.Example` is given them.
 *
 * @throws {NoSampleError} where none ran.
 */
export async function findSample(
  candidates: Iterable<Candidate>,
  run: (inputs: NamedTensors) => Promise<NamedTensors>,
): Promise<FoundSample> {
  const tried: Candidate[] = [];
  const errors: unknown[] = [];
  let fallback: FoundSample | undefined;
  let otherSizes = 0;
  for (const offered of candidates) {
    if (fallback && offered.size !== fallback.candidate.size && ++otherSizes > MORE_SIZES) continue;
    tried.push(offered);
    try {
      const ran = await runAmended(offered, run);
      if (!ran.isNonFinite) return ran;
      fallback ??= ran;
    } catch (error) {
      errors.push(error);
    }
  }
  if (fallback) return fallback;
  throw new NoSampleError(tried, errors);
}

/** Runs a candidate, with the features in its strings that the model's errors ask for. */
async function runAmended(
  offered: Candidate,
  run: (inputs: NamedTensors) => Promise<NamedTensors>,
): Promise<FoundSample> {
  let candidate = offered;
  let features: ExampleFeatures = new Map();
  for (let amendment = 0; ; amendment++) {
    try {
      const outputs = await run(candidate.inputs);
      return { candidate, outputs, isNonFinite: hasNonFinite(outputs) };
    } catch (error) {
      const amended = amendment < MAX_AMENDMENTS ? amendFeatures(features, wordsOf(error)) : undefined;
      if (!amended || !hasStrings(offered.inputs)) throw error;
      features = amended;
      const inputs = fillStrings(offered.inputs, encodeExample(features));
      const sample = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, sentTensor(tensor)]),
      );
      const names = [...features.keys()];
      const shown = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
      candidate = { ...offered, inputs, sample, words: `a tf.Example with ${shown}` };
    }
  }
}

/** True where an output holds NaN or an infinity. */
function hasNonFinite(outputs: NamedTensors): boolean {
  return Object.values(outputs).some(
    ({ data }) => data instanceof Float32Array && data.some((element) => !Number.isFinite(element)),
  );
}

function hasStrings(inputs: NamedTensors): boolean {
  return Object.values(inputs).some(({ dtype }) => dtype === 'string');
}

/** An error's message, and those of its causes. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${wordsOf(error.cause)})`;
  return `${error.message}${cause}`;
}
