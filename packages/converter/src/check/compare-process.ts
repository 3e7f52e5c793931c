// Compares a converted model with its original, and prints what came out as JSON: in a process of its own, since native
// TensorFlow stays in the memory of one, talks, and may end it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { parseManifest } from '@pilotlight/model-runtime/store';
import type { EngineName } from '@pilotlight/protocol';
import { compareModels, hasOpenSizes } from './compare-models.ts';
import { widenInputs } from './widen-inputs.ts';
import type { ComparisonReport } from './compare-converted.ts';

/** Loads a model on an engine as it lies there, without a manifest. */
async function load(description: ModelDescription, engineName: EngineName) {
  const { folder, format, entry, signatures } = description;
  const engine = await startEngine(engineName, { assetPath: installedAsset });
  return engine.load({
    manifest: parseManifest({ format, engine: engineName, entry, signatures, files: {}, sample: 'zeros' }),
    path: folder,
    read: async (file) => new Uint8Array(await readFile(join(folder, file))),
  });
}

async function compare(original: string, converted: string, maxInt: number): Promise<ComparisonReport> {
  const [one, other] = [await inspectModel(original), await inspectModel(converted)];
  const native = await load(one, 'tfjs-node').catch(() => undefined);
  if (!native) return { kind: 'not-compared' };
  const model = await load(other, 'wasm');
  let difference = 0;
  let openSize: number | undefined;
  for (const [name, held] of Object.entries(other.signatures)) {
    const compared = await compareModels({
      signature: one.signatures[name] ?? held,
      original: (inputs) => native.run(name, inputs),
      converted: (inputs) => model.run(name, widenInputs(inputs, held)),
      maxInt,
    });
    if (!compared) return { kind: 'not-compared' };
    difference = Math.max(difference, compared.difference);
    if (hasOpenSizes(held)) openSize ??= compared.openSize;
  }
  // JSON has no Infinity.
  return {
    kind: 'compared',
    difference: Math.min(difference, Number.MAX_VALUE),
    ...(openSize === undefined ? {} : { openSize }),
  };
}

const [original = '', converted = '', maxInt = '2'] = process.argv.slice(2);
const report = await compare(original, converted, Number(maxInt)).catch(
  (error: unknown): ComparisonReport => ({
    kind: 'failed',
    why: error instanceof Error ? error.message : String(error),
  }),
);
process.stdout.write(`\n${JSON.stringify(report)}\n`, () => process.exit());
