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

/** What whoever adds a model can say of it. */
export interface ManifestChoices {
  /** The one that `inspect` would choose, unless said. */
  engine?: EngineName | undefined;
  labels?: readonly string[] | undefined;
  /** What a float input takes a pixel's 0 to 255 as; a quantised one says so itself. */
  pixels?: PixelRange | undefined;
  /** The manifest of a model that this one was made of: what its owner said of that holds for this one too. */
  like?: Manifest | undefined;
  /** How it was made of that model. */
  provenance?: Provenance | undefined;
  /** Of a model that was converted: what its original was asked on. */
  compared?: Comparison | undefined;
  /** What a warm-up runs, where zeros of the smallest size are nothing that the model can be asked with. */
  smallestSample?: Manifest['sample'] | undefined;
}

/**
 * Writes down what is known of a model.
 *
 * @throws {CommandError} where no engine, or not the one that was asked for, can run it.
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

/** Says each reason once, and what to do last. */
function refusal(
  { unsupported, engines, chosen, fix }: ModelDescription,
  wanted: EngineName | undefined,
): CommandError {
  const reasons = engines
    .filter(({ name, canRun }) => !canRun && (wanted === undefined || name === wanted))
    .filter(({ why }) => !unsupported.includes(why))
    .map(({ name, why }) => `${name}: ${why}`);
  const what = chosen ? `leave --engine out, and it runs on ${chosen.engine}` : fix;
  return new CommandError(
    `no engine can run it. ${[...unsupported, ...reasons].join('; ')}${what === undefined ? '' : `. To fix it: ${what}`}`,
  );
}

type Signatures = Readonly<Record<string, Signature>>;

/** Whether inputs of one model are inputs of another: one of integers does not take what one of floats was given. */
function takesTheSame(some: Signatures, others: Signatures): boolean {
  return Object.entries(others).every(([name, { inputs }]) =>
    Object.entries(inputs).every(([input, { dtype }]) => some[name]?.inputs[input]?.dtype === dtype),
  );
}
