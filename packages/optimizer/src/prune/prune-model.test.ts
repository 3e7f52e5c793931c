import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openDataset } from '../data/open-dataset.ts';
import { writeStudent } from '../distill/write-student.ts';
import { modelBytes } from '../measure/model-bytes.ts';
import { servedDigits } from '../model/testing/digits.ts';
import { quantizeModel } from '../quantize/quantize-model.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import { prune, type Pruning } from './prune.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const CALIBRATION = join(import.meta.dirname, '../../fixtures/depthwise-digits/calibration');
const PRUNING: Pruning = { sparsity: 0.7, scope: 'global', temperature: 4, alpha: 0.7, epochs: 10, seed: 7 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-prune-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function pruneDigits(pruning: Pruning, path?: string) {
  const teacher = await servedDigits();
  return prune({
    teacher,
    path: path ?? join(teacher.directory.path, 'model.json'),
    pruning,
    dataset: await openDataset(CALIBRATION, 'calibration'),
    checkpoint: join(folder, 'checkpoint'),
    scratch: await mkdtemp(join(folder, 'scratch-')),
  });
}

/** Returns the digits model without its softmax, with another activation, if any, in its place. */
async function digitsEndingWith(activation: string | undefined): Promise<string> {
  const { directory } = await servedDigits();
  const output = await mkdtemp(join(folder, 'raw-'));
  await cp(directory.path, output, { recursive: true });
  const path = join(output, 'model.json');
  const json = JSON.parse(await readFile(path, 'utf8'));
  const { config } = json.modelTopology;
  config.layers.pop();
  const last = config.layers.at(-1);
  if (activation !== undefined) last.config.activation = activation;
  config.output_layers = [[last.name, 0, 0]];
  await writeFile(path, JSON.stringify(json));
  return path;
}

/** Returns the deflated size of a model's weights when stored in bytes. */
async function deflatedInBytes(path: string): Promise<number> {
  const output = await mkdtemp(join(folder, 'bytes-'));
  await writeTfjsModel(quantizeModel(await readTfjsModel(join(path, 'model.json')), 'uint8'), output);
  return (await modelBytes(output, ['group1-shard1of1.bin'])).compressed;
}

describe.skipIf(!inject('addonLoads'))('prune, on native TensorFlow', () => {
  it.each(['global', 'layer'] as const)('makes the requested share zero, %s', async (scope) => {
    const { student, accuracy } = await pruneDigits({ ...PRUNING, scope });
    const kernels = student.getWeights().filter(({ shape }) => shape.length > 1);
    const zeros = kernels.map(
      (kernel) => kernel.dataSync().filter((value) => value === 0).length / kernel.size,
    );
    const elements = kernels.reduce((sum, { size }) => sum + size, 0);
    const share = kernels.reduce((sum, { size }, at) => sum + (zeros[at] ?? 0) * size, 0) / elements;
    expect(share).toBeCloseTo(0.7, 2);
    if (scope === 'layer') for (const each of zeros) expect(each).toBeCloseTo(0.7, 2);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('trains a network that ends with raw scores, but not with a sigmoid', async () => {
    const { student, accuracy } = await pruneDigits(PRUNING, await digitsEndingWith(undefined));
    expect(student.outputNames).toEqual(['dense_Dense1']);
    expect(accuracy).toBeGreaterThan(0.9);
    await expect(pruneDigits(PRUNING, await digitsEndingWith('sigmoid'))).rejects.toThrow(
      "'dense_Dense1' ends",
    );
  });

  it('keeps zeros in a file stored in bytes, which deflates to less', async () => {
    const sparse = join(folder, 'sparse');
    await mkdir(sparse);
    await writeStudent(await pruneDigits(PRUNING), sparse);
    const { path: dense } = (await servedDigits()).directory;
    const [pruned, original] = [await deflatedInBytes(sparse), await deflatedInBytes(dense)];
    expect(pruned).toBeLessThan(original * 0.65);
  });

  it('refuses a model that cannot be trained', async () => {
    await expect(pruneDigits(PRUNING, join(FIXTURES, 'conv/tfjs-graph'))).rejects.toThrow(
      'only a layers model',
    );
  });
});
