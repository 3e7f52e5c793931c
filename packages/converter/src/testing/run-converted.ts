import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { parseManifest } from '@pilotlight/model-runtime/store';
import { holdInputs, type NamedTensors } from '@pilotlight/protocol/tensors';
import type { Graph } from '../graph/graph.ts';
import { writeGraphModel } from '../write/write-graph-model.ts';

/** Writes graphs as a model, and runs one of its signatures on the engine wasm. */
export async function runConverted(
  graphs: ReadonlyMap<string, Graph>,
  signature: string,
  inputs: NamedTensors,
): Promise<NamedTensors> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-converter-test-'));
  try {
    await writeGraphModel(graphs, folder);
    const { format, entry, signatures } = await inspectModel(folder);
    const engine = await startEngine('wasm', { assetPath: installedAsset });
    const model = await engine.load({
      manifest: parseManifest({ format, engine: 'wasm', entry, signatures, files: {}, sample: 'zeros' }),
      path: folder,
      read: async (file) => new Uint8Array(await readFile(join(folder, file))),
    });
    try {
      return await model.run(
        signature,
        holdInputs(inputs, signatures[signature] ?? { inputs: {}, outputs: {} }),
      );
    } finally {
      model.dispose();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
