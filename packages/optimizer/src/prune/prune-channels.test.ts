import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { importTfjsNode, type TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openDataset } from '../data/open-dataset.ts';
import type { DistillProgress } from '../distill/teach.ts';
import { writeStudent } from '../distill/write-student.ts';
import { servedDigits } from '../model/testing/digits.ts';
import { type ChannelPruning, pruneChannels } from './prune-channels.ts';

const CALIBRATION = join(import.meta.dirname, '../../fixtures/depthwise-digits/calibration');
const DEPTHWISE = join(import.meta.dirname, '../../fixtures/depthwise-digits/tfjs-layers');
const PRUNING: ChannelPruning = { channels: 0.5, temperature: 4, alpha: 0.7, epochs: 8, seed: 7 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-channels-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function prune(path: string, pruning = PRUNING, onStep?: (progress: DistillProgress) => void) {
  return pruneChannels({
    teacher: await servedDigits(),
    path,
    pruning,
    dataset: await openDataset(CALIBRATION, 'calibration'),
    checkpoint: join(folder, 'checkpoint'),
    scratch: await mkdtemp(join(folder, 'scratch-')),
    ...(onStep ? { onStep } : {}),
  });
}

/** Writes a net with layers that TensorFlow.js writes in a form that it cannot read. */
async function writeOddNet(tf: TfjsNode): Promise<string> {
  const { layers } = tf;
  const net = tf.sequential({
    layers: [
      layers.separableConv2d({
        filters: 8,
        kernelSize: 3,
        strides: 2,
        depthMultiplier: 2,
        inputShape: [28, 28, 1],
      }),
      layers.depthwiseConv2d({ kernelSize: 3, depthwiseRegularizer: 'l1l2', activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  const path = join(folder, 'odd');
  await mkdir(path);
  await writeStudent(
    { student: net, epoch: 1, accuracy: 0, topology: oddTopology(net.toJSON(undefined, false)) },
    path,
  );
  return path;
}

/** Returns a topology as Keras writes it. */
function oddTopology(written: unknown): unknown {
  const text = JSON.stringify(written)
    .replace('"class_name":"SeparableConv2D","config":{', '$&"depth_multiplier":2,')
    .replace(
      /"depthwise_constraint":\{"class_name":"L1L2","config":\{[^}]*\}\}/,
      '"depthwise_constraint":null',
    );
  return JSON.parse(text);
}

describe.skipIf(!inject('addonLoads'))('pruneChannels, on native TensorFlow', () => {
  it('trains the remaining channels, normalizations too, and writes a narrow file', async () => {
    const narrow = join(folder, 'narrow');
    await mkdir(narrow);
    const losses: number[] = [];
    const pruned = await prune(DEPTHWISE, PRUNING, ({ loss }) => losses.push(loss));
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    await writeStudent(pruned, narrow);
    const [before, after] = [await inspectModel(DEPTHWISE), await inspectModel(join(narrow, 'model.json'))];
    expect(after.signatures).toEqual(before.signatures);
    expect(after.parameterCount).toBe(pruned.student.countParams());
    expect(after.parameterCount).toBeLessThan(before.parameterCount * 0.4);
  });

  it('resumes from its checkpoint, but not with another share', async () => {
    const interrupted = prune(DEPTHWISE, { ...PRUNING, epochs: 2 }, ({ epoch }) => {
      if (epoch === 2) throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    await expect(prune(DEPTHWISE, { ...PRUNING, epochs: 2, channels: 0.25 })).rejects.toThrow(
      'of a training with channels 0.5, not 0.25',
    );
    const epochs = new Set<number>();
    await prune(DEPTHWISE, { ...PRUNING, epochs: 2 }, ({ epoch }) => epochs.add(epoch));
    expect([...epochs]).toEqual([2]);
  });

  it('writes layers so that TensorFlow.js can read them, unlike its own form', async () => {
    const tf = await importTfjsNode();
    const [odd, narrow] = [await writeOddNet(tf), join(folder, 'narrow')];
    await mkdir(narrow);
    await writeStudent(await prune(odd, { ...PRUNING, epochs: 1 }), narrow);
    const loaded = await tf.loadLayersModel(`file://${narrow}/model.json`);
    expect(loaded.weights.slice(0, 2).map(({ shape }) => shape)).toEqual([
      [3, 3, 1, 2],
      [1, 1, 2, 4],
    ]);
  });
});
