import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import {
  type Call,
  decodeAll,
  FIXTURES,
  readJson,
  signatureOf,
  theOne,
} from '../engines/litert/testing/fixtures.ts';
import { createModelSource } from '../load-model.ts';
import { digestOf, digestOfFile } from '../store/digest.ts';
import { MANIFEST_FILE } from '../store/manifest.ts';
import { type ModelDirectory, readManifest } from '../store/model-directory.ts';
import { writeManifest } from '../store/write-manifest.ts';
import { createModelsDirectory } from '../testing/models.ts';
import { loadSnapshot } from './restore/restore-model.ts';
import { SNAPSHOT_FILES, type SnapshotPlan } from './snapshot-plan.ts';
import { addSnapshot } from './take/write-snapshot.ts';

const SIGNATURE = 'serving_default';

/** Writes a TensorFlow Lite file as a model, with a snapshot. */
async function writeWithSnapshot(models: string, form: string, call: Call): Promise<ModelDirectory> {
  const directory = { model: form, version: 1, path: join(models, form, '1') };
  await mkdir(directory.path, { recursive: true });
  const entry = `${form}.tflite`;
  await copyFile(join(FIXTURES, 'conv', entry), join(directory.path, entry));
  const files = { [entry]: await digestOfFile(join(directory.path, entry)) };
  const signatures = { [SIGNATURE]: signatureOf(call, -1) };
  const manifest = { format: 'tflite', engine: 'litert', entry, signatures, files, sample: 'zeros' };
  await writeFile(join(directory.path, MANIFEST_FILE), JSON.stringify(manifest));
  expect(await addSnapshot(directory)).toMatchObject({ hasSnapshot: true });
  return directory;
}

async function readWrittenPlan({ path }: ModelDirectory): Promise<SnapshotPlan> {
  return JSON.parse(await readFile(join(path, SNAPSHOT_FILES.plan), 'utf8'));
}

/** Changes a snapshot's plan. */
async function changePlan(
  directory: ModelDirectory,
  changes: { [Field in keyof SnapshotPlan]?: SnapshotPlan[Field] | undefined },
): Promise<void> {
  const plan = JSON.stringify({ ...(await readWrittenPlan(directory)), ...changes });
  await writeFile(join(directory.path, SNAPSHOT_FILES.plan), plan);
  const { files, ...manifest } = await readManifest(directory);
  const changed = { ...files, [SNAPSHOT_FILES.plan]: digestOf(plan) };
  await writeManifest(directory.path, { ...manifest, files: changed });
}

/** A processor that does not exist. */
const ELSEWHERE = 'z80 00';

async function answersOf(directory: ModelDirectory, inputs: NamedTensors) {
  const run = await loadSnapshot(createModelSource(directory, await readManifest(directory)));
  return run(SIGNATURE, inputs);
}

it.each(['float', 'dynamic', 'int8', 'uint8'])(
  'continues from a snapshot of another processor, with the same answers bit for bit: %s',
  async (form) => {
    await using models = await createModelsDirectory();
    const { tflite } = await readJson<{ tflite: Record<string, Call> }>('conv/expected.json');
    const call = theOne(tflite[form]);
    const directory = await writeWithSnapshot(models.path, form, call);
    const { processor, portable } = await readWrittenPlan(directory);
    const inputs = decodeAll(call.inputs);
    const answers = await answersOf(directory, inputs);
    expect(answers).toBeDefined();
    if (processor === undefined) return expect(portable).toBeUndefined();
    await changePlan(directory, { processor: ELSEWHERE });
    return expect(await answersOf(directory, inputs)).toEqual(answers);
  },
);

it('refuses a snapshot that only its own processor can run', async () => {
  await using models = await createModelsDirectory();
  const { tflite } = await readJson<{ tflite: Record<string, Call> }>('conv/expected.json');
  const call = theOne(tflite['int8']);
  const directory = await writeWithSnapshot(models.path, 'int8', call);
  await changePlan(directory, { processor: ELSEWHERE, portable: undefined });
  await expect(answersOf(directory, decodeAll(call.inputs))).rejects.toThrow('another kind of processor');
});
