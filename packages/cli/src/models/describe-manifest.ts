import type { ModelDescription } from '@pilotlight/model-formats';
import {
  type Comparison,
  type Manifest,
  parseManifest,
  type Provenance,
} from '@pilotlight/model-runtime/store';
import type { EngineName } from '@pilotlight/protocol';
import type { Signature } from '@pilotlight/protocol/tensors';
import { CommandError } from '@pilotlight/command-line/command-error';
import { imagePreprocessing, type PixelRange } from './image-preprocessing.ts';
import { openBatch } from './open-batch.ts';

/** Choices about a model for its manifest. */
export interface ManifestChoices {
  /** Defaults to the choice of `inspect`. */
  engine?: EngineName | undefined;
  labels?: readonly string[] | undefined;
  /** The range to which a float input scales a pixel's 0 to 255; a quantized input has its own scale. */
  pixels?: PixelRange | undefined;
  /** The manifest of the model that this one was made from: its owner's choices hold for this one too. */
  like?: Manifest | undefined;
  /** The steps from that model to this one. */
  provenance?: Provenance | undefined;
  /** For a converted model: its comparison with the original. */
  compared?: Comparison | undefined;
  /** The sample for a warm-up, if the model cannot run on zeros of the smallest size. */
  smallestSample?: Manifest['sample'] | undefined;
}

/**
 * Returns the manifest of a model.
 *
 * @throws {CommandError} if no engine, or not the requested one, can run it.
 */
export function describeManifest(
  description: ModelDescription,
  files: Record<string, string>,
  { engine: wanted, pixels, like, labels, provenance, compared, smallestSample = 'zeros' }: ManifestChoices,
): Manifest {
  const engine = wanted ?? description.chosen?.engine;
  const verdict = description.engines.find(({ name }) => name === engine);
  if (engine === undefined || !verdict?.canRun) {
    throw refusal(description, wanted);
  }
  const signatures = Object.fromEntries(
    Object.entries(description.signatures).map(([name, signature]) => [
      name,
      description.format === 'tflite' ? openBatch(signature) : signature,
    ]),
  );
  const { carried } = description;
  const preprocessing =
    imagePreprocessing(signatures, pixels, like ? undefined : carried.pixels) ?? like?.preprocessing;
  const named = labels ?? (like ? like.labels : carried.labels?.names);
  return parseManifest({
    format: description.format,
    engine,
    entry: description.entry,
    signatures,
    ...(named ? { labels: [...named] } : {}),
    ...(preprocessing ? { preprocessing } : {}),
    files,
    ...(provenance ? { provenance } : {}),
    ...(compared ? { compared } : {}),
    sample: like && takesTheSame(signatures, like.signatures) ? like.sample : smallestSample,
    ...(like?.memoryMiB === undefined ? {} : { memoryMiB: like.memoryMiB }),
  });
}

/** Returns an error with each reason once, and then the fix. */
function refusal(
  { unsupported, engines, chosen, fix }: ModelDescription,
  wanted: EngineName | undefined,
): CommandError {
  const reasons = engines
    .filter(({ name, canRun }) => !canRun && (wanted === undefined || name === wanted))
    .filter(({ why }) => !unsupported.includes(why))
    .map(({ name, why }) => `${name}: ${why}`);
  const what = chosen ? `leave out --engine to run it on ${chosen.engine}` : fix;
  return new CommandError(
    `no engine can run it. ${[...unsupported, ...reasons].join('; ')}${what === undefined ? '' : `. To fix it: ${what}`}`,
  );
}

type Signatures = Readonly<Record<string, Signature>>;

/** True if inputs of one model fit another: a model of integers does not take the inputs of a model of floats. */
function takesTheSame(some: Signatures, others: Signatures): boolean {
  return Object.entries(others).every(([name, { inputs }]) =>
    Object.entries(inputs).every(([input, { dtype }]) => some[name]?.inputs[input]?.dtype === dtype),
  );
}
