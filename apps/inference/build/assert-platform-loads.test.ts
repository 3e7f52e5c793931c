import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forPlatform } from '@pilotlight/model-formats/saved-model';
import { parseManifest } from '@pilotlight/model-runtime/store';
import { expect, it, onTestFinished } from 'vitest';
import { assertPlatformLoads } from './assert-platform-loads.ts';

// Written by TensorFlow 2.21: its save function has a DisableCopyOnRead.
const NEWER = join(import.meta.dirname, '../../../packages/cli/fixtures/samples/open-loop');
const GRAPH = 'saved_model.pb';

/** Stores the fixture with its graph changed by `change`. */
async function stored(change: (graph: Buffer<ArrayBuffer>) => Uint8Array) {
  const path = await mkdtemp(join(tmpdir(), 'pilotlight-platform-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  await cp(NEWER, path, { recursive: true });
  await writeFile(join(path, GRAPH), change(await readFile(join(NEWER, GRAPH))));
  const manifest = parseManifest({
    format: 'saved-model',
    engine: 'tfjs-node',
    entry: GRAPH,
    signatures: {},
    files: {},
    sample: 'zeros',
  });
  return { directory: { model: 'loop', version: 2, path }, manifest, files: [] };
}

const withNewerOp = (graph: Buffer<ArrayBuffer>) =>
  Buffer.from(graph.toString('latin1').replaceAll('BiasAdd', 'IRFFTND'), 'latin1');

it('refuses a SavedModel that an older Pilotlight added unchanged, and says how to add it again', async () => {
  await expect(assertPlatformLoads([await stored((graph) => graph)])).rejects.toThrow(
    /^model 'loop' version 2: it has nodes that the deployment's TensorFlow 2\.9\.1 refuses .* npx pilotlight add .* --name loop; then remove version 2$/,
  );
});

it('accepts it after add has changed it', async () => {
  const changed = await stored((graph) => forPlatform(graph, GRAPH) ?? graph);
  await expect(assertPlatformLoads([changed])).resolves.toBeUndefined();
});

it('refuses a SavedModel that needs a newer op, and names it', async () => {
  await expect(assertPlatformLoads([await stored(withNewerOp)])).rejects.toThrow(
    /it needs the op IRFFTND, which the deployment's TensorFlow 2\.9\.1 lacks: export it without that/,
  );
});
