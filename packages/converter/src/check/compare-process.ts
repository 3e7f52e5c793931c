// Compares a converted model with its original, and prints the result as JSON. It is a separate process because native
// TensorFlow stays in memory, prints messages, and may end the process.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, isKerasPath, type ModelDescription } from '@pilotlight/model-formats';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { type Comparison, parseManifest } from '@pilotlight/model-runtime/store';
import type { EngineName } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE, holdInputs } from '@pilotlight/protocol/tensors';
import { askPython } from './ask-python.ts';
import { type Ask, compareModels, hasOpenSizes } from './compare-models.ts';
import { openInPython } from './python-model.ts';
import type { ComparisonReport } from './compare-converted.ts';

/** Loads a model that has no manifest on an engine. */
async function load(description: ModelDescription, engineName: EngineName) {
  const { folder, format, entry, signatures } = description;
  const engine = await startEngine(engineName, { assetPath: installedAsset });
  return engine.load({
    manifest: parseManifest({ format, engine: engineName, entry, signatures, files: {}, sample: 'zeros' }),
    path: folder,
    read: async (file) => new Uint8Array(await readFile(join(folder, file))),
  });
}

/**
 * Compares with a Keras file that Python runs. Without Python, and with a `model.json`, which no engine here runs, only finds
 * the sizes at which the converted model answers.
 */
async function compareKeras(
  original: string,
  converted: string,
  maxInt: number,
  python: string,
): Promise<ComparisonReport> {
  const description = await inspectModel(converted);
  const model = await load(description, 'wasm');
  const isFile = isKerasPath(original);
  const asked = python === '' || !isFile ? undefined : await askPython(python, original);
  const { [DEFAULT_SIGNATURE]: signature = { inputs: {}, outputs: {} } } = description.signatures;
  const ask: Ask = (inputs) => model.run(DEFAULT_SIGNATURE, holdInputs(inputs, signature));
  const compared = await compareModels({ signature, original: asked ?? ask, converted: ask, maxInt });
  const openSize = compared && hasOpenSizes(signature) ? compared.openSize : undefined;
  const sizes = openSize === undefined ? {} : { openSize };
  const compares = isFile
    ? comparison(asked && 'python', compared, whyKerasNotRun(python))
    : { with: 'nothing' as const, why: 'no installed engine runs its original' };
  return { kind: 'done', checked: { compared: compares, ...sizes } };
}

async function compare(
  original: string,
  converted: string,
  maxInt: number,
  python: string,
): Promise<ComparisonReport> {
  const [one, other] = [await inspectModel(original), await inspectModel(converted)];
  const native = await load(one, 'tfjs-node').catch(() => undefined);
  if (!native && python === '')
    return { kind: 'done', checked: { compared: comparison(undefined, undefined) } };
  const by = native ? 'tfjs-node' : 'python';
  const reference = native ?? openInPython(python, one.folder);
  const model = await load(other, 'wasm');
  const total = { difference: 0, requests: 0 };
  let openSize: number | undefined;
  for (const [name, held] of Object.entries(other.signatures)) {
    const compared = await compareModels({
      signature: one.signatures[name] ?? held,
      original: (inputs) => reference.run(name, inputs),
      converted: (inputs) => model.run(name, holdInputs(inputs, held)),
      maxInt,
    });
    if (!compared) return { kind: 'done', checked: { compared: comparison(by, undefined) } };
    total.difference = Math.max(total.difference, compared.difference);
    total.requests += compared.requests;
    if (hasOpenSizes(held)) openSize ??= compared.openSize;
  }
  const sizes = openSize === undefined ? {} : { openSize };
  return { kind: 'done', checked: { compared: comparison(by, total), ...sizes } };
}

const NO_TENSORFLOW =
  "to run its original, install native TensorFlow (npm run native:setup) or Python's (npm run python:setup)";

/** Says why no Keras ran a Keras file. Native TensorFlow cannot read such files. */
function whyKerasNotRun(python: string): string {
  return python === ''
    ? "to run its original, install Python's TensorFlow (npm run python:setup)"
    : "Python's TensorFlow does not load its original";
}

/**
 * Describes the comparison.
 *
 * @param by the engine that ran the original; undefined if there is none.
 * @param made undefined if the original answered none of the drawn inputs.
 * @param whyNotRun the reason if no engine ran the original.
 */
function comparison(
  by: 'tfjs-node' | 'python' | undefined,
  made: { difference: number; requests: number } | undefined,
  whyNotRun = NO_TENSORFLOW,
): Comparison {
  if (by === undefined) return { with: 'nothing', why: whyNotRun };
  if (!made) return { with: 'nothing', why: 'its original answers none of the inputs that were drawn' };
  // JSON has no Infinity.
  return { with: by, inputs: made.requests, distance: Math.min(made.difference, Number.MAX_VALUE) };
}

const [original = '', converted = '', maxInt = '2', python = ''] = process.argv.slice(2);
const comparing = isKerasPath(original) || original.endsWith('.json') ? compareKeras : compare;
const report = await comparing(original, converted, Number(maxInt), python).catch(
  (error: unknown): ComparisonReport => ({
    kind: 'failed',
    why: error instanceof Error ? error.message : String(error),
  }),
);
process.stdout.write(`\n${JSON.stringify(report)}\n`, () => process.exit());
