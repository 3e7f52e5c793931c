import { join } from 'node:path';
import { openDataset } from '@pilotlight/optimizer';
import { expect, inject, it } from 'vitest';
import { findModel } from '../evaluate/find-model.ts';
import { type PlannedStep, planSearch } from './plan.ts';

const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');

/** Every combination by its name. */
function names(planned: readonly PlannedStep[], before = ''): string[] {
  return planned.flatMap(({ step, next }) => {
    const name = `${before}${step.name}`;
    return [name, ...names(next, `${name} + `)];
  });
}

it.skipIf(!inject('addonLoads'))(
  'takes the steps in their order, each kind once, and none that a format does not allow',
  async () => {
    const training = await openDataset(join(FIXTURES, 'calibration'), 'calibration');
    const path = join(FIXTURES, 'tfjs-graph');
    const { steps, skipped } = await planSearch({
      original: { name: path, ...(await findModel(path, '')) },
      calibration: training,
      part: undefined,
      most: 10,
      training,
      students: ['convnet:4'],
      channels: [0.5],
      sparsities: [0.6, 0.85],
      maxDrop: 0,
      pixels: undefined,
      models: '',
      checkpoints: '',
    });
    expect(names(steps).filter((name) => !name.includes('int8 tflite'))).toEqual([
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
      why: 'of a tfjs-graph-model no channels can be cut: give a layers model',
    });
    expect(skipped).toContainEqual({
      what: 'pruning',
      why: expect.stringContaining('a tfjs-graph-model cannot be trained'),
    });
  },
);
