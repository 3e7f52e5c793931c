import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { sentTensor } from '../request/sent-tensor.ts';
import { type Candidate, fillStrings } from './candidate-samples.ts';
import { amendFeatures, encodeExample, type ExampleFeatures } from './tf-example.ts';

/** A sample that ran, and the model's answer. */
export interface FoundSample {
  candidate: Candidate;
  outputs: NamedTensors;
  /** True if an output holds NaN or an infinity, on this sample and on all others that ran. */
  isNonFinite: boolean;
}

/** More features than the `tf.Example` of any model tried here has: each takes a run or two. */
const MAX_AMENDMENTS = 400;

/** Number of other sizes to try after one gave NaN: the mean of a too small image is empty. */
const MORE_SIZES = 4;

/** No sample ran. The cause is the error of the first one. */
export class NoSampleError extends Error {
  override readonly name = 'NoSampleError';
  readonly tried: readonly Candidate[];
  /** True if all failed with the same message. */
  readonly isAlike: boolean;

  constructor(tried: readonly Candidate[], errors: readonly unknown[]) {
    super('the model runs on none of the tried samples', { cause: errors[0] });
    this.tried = tried;
    this.isAlike = new Set(errors.map(wordsOf)).size === 1;
  }
}

/**
 * Runs a model on one candidate after the other, until one gives finite answers. Uses one that gives NaN if its other
 * contents and a few other sizes do no better. Adds the features of a `tf.Example` that a model requires.
 *
 * @throws {NoSampleError} if none ran.
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

/** True if an output holds NaN or an infinity. */
function hasNonFinite(outputs: NamedTensors): boolean {
  return Object.values(outputs).some(
    ({ data }) => data instanceof Float32Array && data.some((element) => !Number.isFinite(element)),
  );
}

function hasStrings(inputs: NamedTensors): boolean {
  return Object.values(inputs).some(({ dtype }) => dtype === 'string');
}

/** Returns an error's message, and those of its causes. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${wordsOf(error.cause)})`;
  return `${error.message}${cause}`;
}
