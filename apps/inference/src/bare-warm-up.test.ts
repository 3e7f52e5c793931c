import { ModelBrokenError } from '@pilotlight/model-runtime';
import { expect, it, vi } from 'vitest';
import { createBareWarmUp } from './bare-warm-up.ts';
import { arrive, createInstance } from './instance.ts';

function bareWarmUp(warm: () => Promise<never[]>) {
  const instance = createInstance();
  const runtime = { warm: vi.fn(warm), predict: vi.fn(), describe: vi.fn() };
  const ask = createBareWarmUp({ runtime, instance });
  return { runtime, ask: () => ask(arrive(instance)) };
}

it('warms an instance once for all who ask, and tells them of the instance alone', async () => {
  const { runtime, ask } = bareWarmUp(async () => []);
  const answers = await Promise.all([ask(), ask(), ask()]);
  answers.push(await ask());
  expect(runtime.warm).toHaveBeenCalledTimes(1);
  expect(answers.map(({ timing }) => timing.cold)).toEqual([true, true, true, false]);
  for (const { models, instance, timing } of answers) {
    expect(models).toEqual([]);
    expect(Object.keys(instance)).toEqual(['ageMs']);
    expect(timing.inferenceMs).toBe(0);
  }
});

it('tries once where the models do not load, and says of which only to the log', async () => {
  const broken = new ModelBrokenError({ model: 'digits', version: 1 }, 'weights.bin cannot be read');
  const { runtime, ask } = bareWarmUp(() => Promise.reject(broken));
  await expect(ask()).rejects.toThrow(/^a warm-up without credentials failed$/);
  await expect(ask()).rejects.toMatchObject({ cause: broken });
  expect(runtime.warm).toHaveBeenCalledTimes(1);
});
