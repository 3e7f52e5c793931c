import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forPlatform } from '@pilotlight/model-formats/saved-model';
import { parseManifest } from '@pilotlight/model-runtime/store';
import { expect, it, onTestFinished } from 'vitest';
import { assertPlatformLoads } from './assert-platform-loads.ts';

// Written by TensorFlow 2.21: the function that saves it again has a DisableCopyOnRead.
const NEWER = join(import.meta.dirname, '../../../packages/cli/fixtures/samples/open-loop');
const GRAPH = 'saved_model.pb';

/** A stored model whose graph is what `change` makes of that of the fixture. */
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

it('refuses a SavedModel that an earlier Pilotlight left as it was, and says how to add it again', async () => {
  await expect(assertPlatformLoads([await stored((graph) => graph)])).rejects.toThrow(
    /^model 'loop' version 2: it holds what TensorFlow 2\.9\.1, .* npx pilotlight add .* --name loop; then remove version 2$/,
  );
});

it('takes it once it is as add leaves it', async () => {
  const changed = await stored((graph) => forPlatform(graph, GRAPH) ?? graph);
  await expect(assertPlatformLoads([changed])).resolves.toBeUndefined();
});

it('refuses a SavedModel that needs an op that TensorFlow has got since, by its name', async () => {
  await expect(assertPlatformLoads([await stored(withNewerOp)])).rejects.toThrow(
    /it needs the op IRFFTND, which TensorFlow 2\.9\.1, which a deployment gets, does not have: export it without that/,
  );
});
