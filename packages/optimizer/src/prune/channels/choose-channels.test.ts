import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scaleChannels } from '../../equalize/channel-factors.ts';
import type { Part } from '../../equalize/step.ts';
import { storeValues } from '../../quantize/store-values.ts';
import { floatValues } from '../../tfjs/float-values.ts';
import { readTfjsModel } from '../../tfjs/read-tfjs-model.ts';
import type { TfjsModel, Weight } from '../../tfjs/weight.ts';
import { chooseChannels } from './choose-channels.ts';
import { traceChannels } from './trace-channels.ts';

const DIGITS = join(import.meta.dirname, '../../../../../models/digits/1/model.json');

/** The places of the first layer's channels that are chosen. */
const chosenOf = (model: TfjsModel) => {
  const trace = traceChannels(model);
  const chosen = chooseChannels(trace, 0.5);
  return (trace.passages.get('conv2d_Conv2D1')?.channels ?? []).flatMap((each, at) =>
    chosen.has(each) ? [at] : [],
  );
};

it('goes by what is made of a channel, wherever its factor is', async () => {
  const before = await readTfjsModel(DIGITS);
  const [place = -1] = chosenOf(before);
  const scaled = (part: Part, factor: number) => (weight: Weight) => {
    const values = weight.name === part.weight ? floatValues(weight) : undefined;
    if (!values) return weight;
    const factors = Array.from({ length: weight.shape[part.axis] ?? 0 }, (_, at) =>
      at === place ? factor : 1,
    );
    scaleChannels(values, weight, part, factors);
    return { ...weight, ...storeValues(values, 'float32') };
  };
  const group = before.groups
    .flat()
    .map(scaled({ weight: 'conv2d_Conv2D1/kernel', axis: 3 }, 64))
    .map(scaled({ weight: 'conv2d_Conv2D1/bias', axis: 0 }, 64))
    .map(scaled({ weight: 'conv2d_Conv2D2/kernel', axis: 2 }, 1 / 64));
  expect(chosenOf(before)).toHaveLength(16);
  expect(chosenOf({ ...before, groups: [group] })).toEqual(chosenOf(before));
});
