import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openDataset } from '../data/open-dataset.ts';
import { servedDigits } from '../model/testing/digits.ts';
import { hasCheckpoint } from './checkpoint.ts';
import { distill } from './distill.ts';
import type { Lesson } from './lesson.ts';
import type { DistillProgress } from './teach.ts';

const CALIBRATION = join(import.meta.dirname, '../../fixtures/depthwise-digits/calibration');
const LESSON: Lesson = { architecture: 'convnet:8,8', temperature: 4, alpha: 0.7, epochs: 4, seed: 7 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-distill-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function teach(lesson = LESSON, onStep?: (progress: DistillProgress) => void, data = CALIBRATION) {
  const distilled = await distill({
    teacher: await servedDigits(),
    lesson,
    dataset: await openDataset(data, 'calibration'),
    checkpoint: join(folder, 'checkpoint'),
    scratch: await mkdtemp(join(folder, 'scratch-')),
    ...(onStep ? { onStep } : {}),
  });
  const weights = distilled.student.getWeights().map((weight) => [...weight.dataSync()]);
  return { ...distilled, weights };
}

describe.skipIf(!inject('addonLoads'))('distill, on native TensorFlow', () => {
  it('trains a student with the names and shapes of its teacher', async () => {
    const { student, accuracy } = await teach();
    expect([student.inputNames, student.outputNames]).toEqual([['image'], ['probabilities']]);
    expect(accuracy).toBeGreaterThan(0.6);
  });

  it('resumes from its checkpoint as if it had not been interrupted', async () => {
    const whole = await teach();
    await rm(join(folder, 'checkpoint'), { recursive: true });
    const interrupted = teach(LESSON, ({ epoch }) => {
      if (epoch === 3) throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(await hasCheckpoint(join(folder, 'checkpoint'))).toBe(true);
    const epochs = new Set<number>();
    const resumed = await teach(LESSON, ({ epoch }) => epochs.add(epoch));
    expect([...epochs]).toEqual([3, 4]);
    expect(resumed.epoch).toBe(whole.epoch);
    for (const [at, weights] of resumed.weights.entries()) {
      for (const [place, weight] of weights.entries())
        expect(weight).toBeCloseTo(whole.weights[at]?.[place] ?? NaN, 4);
    }
  });

  it('does not resume another training', async () => {
    await teach({ ...LESSON, epochs: 1 });
    await expect(teach({ ...LESSON, epochs: 1, seed: 8 })).rejects.toThrow(
      'of a training with seed 7, not 8',
    );
  });

  it('does not resume with other data of the same name', async () => {
    const data = join(folder, 'data');
    await cp(CALIBRATION, data, { recursive: true });
    await teach({ ...LESSON, epochs: 1 }, undefined, data);
    const labels = join(data, 'labels-idx1-ubyte.gz');
    const others = gunzipSync(await readFile(labels)).map((byte, at) => (at < 8 ? byte : 9 - byte));
    await writeFile(labels, gzipSync(others));
    await expect(teach({ ...LESSON, epochs: 1 }, undefined, data)).rejects.toThrow(
      'of a training with dataDigest',
    );
  });

  it('refuses a student that does not fit its teacher', async () => {
    const architecture = join(import.meta.dirname, '../../../model-runtime/fixtures/conv/tfjs-layers');
    await expect(teach({ ...LESSON, architecture })).rejects.toThrow(
      'the student has input 8 x 8 x 3 and output 8; the teacher has 28 x 28 x 1 and 10 scores',
    );
    await expect(teach({ ...LESSON, architecture: 'convnet:0' })).rejects.toThrow('convnet:0 does not exist');
  });
});
