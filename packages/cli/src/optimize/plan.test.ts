import { join } from 'node:path';
import { openDataset } from '@pilotlight/optimizer';
import { describe, expect, inject, it } from 'vitest';
import { findModelAt } from '../models/find-model.ts';
import { type PlannedStep, planSearch } from './plan.ts';

const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');

/** Every combination by its name. */
function names(planned: readonly PlannedStep[], before = ''): string[] {
  return planned.flatMap(({ step, next }) => {
    const name = `${before}${step.name}`;
    return [name, ...names(next, `${name} + `)];
  });
}

/** Plans what is tried of a fixture. */
async function planOf(form: string, options: { students: string[]; sparsities: number[] }) {
  const training = await openDataset(join(FIXTURES, 'calibration'), 'calibration');
  const path = join(FIXTURES, form);
  const { steps, skipped } = await planSearch({
    original: { name: path, ...(await findModelAt(path)) },
    calibration: training,
    part: undefined,
    maxExamples: 10,
    training,
    channels: [0.5],
    maxDrop: 0,
    pixels: undefined,
    models: '',
    checkpoints: '',
    ...options,
  });
  // That one is there only where Python's environment is.
  return { tried: names(steps).filter((name) => !name.includes('int8 tflite')), skipped };
}

describe.skipIf(!inject('addonLoads'))('with native TensorFlow', () => {
  it('takes the steps in their order, each kind once, and none that a format does not allow', async () => {
    const { tried, skipped } = await planOf('tfjs-graph', {
      students: ['convnet:4'],
      sparsities: [0.6, 0.85],
    });
    expect(tried).toEqual([
      'distil convnet:4',
      'distil convnet:4 + prune 60%',
      'distil convnet:4 + prune 60% + auto',
      'distil convnet:4 + prune 85%',
      'distil convnet:4 + prune 85% + auto',
      'distil convnet:4 + auto',
      'float16',
      'uint16',
      'uint8',
      'auto 0%',
    ]);
    expect(skipped).toContainEqual({
      what: 'cutting channels',
      why: 'the channels of a tfjs-graph-model cannot be cut: give a layers model',
    });
    expect(skipped).toContainEqual({
      what: 'pruning',
      why: expect.stringContaining('a tfjs-graph-model cannot be trained'),
    });
  });

  it('cuts channels of a layers model, and then prunes and stores what is left', async () => {
    const { tried } = await planOf('tfjs-layers', { students: [], sparsities: [0.6] });
    expect(tried.slice(0, 6)).toEqual([
      'cut 50%',
      'cut 50% + prune 60%',
      'cut 50% + prune 60% + auto',
      'cut 50% + auto',
      'prune 60%',
      'prune 60% + auto',
    ]);
  });
});
