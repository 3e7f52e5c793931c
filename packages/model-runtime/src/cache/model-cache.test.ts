import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createModelCache } from './model-cache.ts';

/** A cache of numbers, each as large as its value, with a record of what happened. */
function cacheOf(budget: number, options: { isPinned?: (key: number) => boolean } = {}) {
  const loaded: number[] = [];
  const held = new Map<number, number>();
  let most = 0;
  const cache = createModelCache<number, { key: number }>({
    budget,
    sizeOf: async (key) => key,
    load: async (key) => {
      loaded.push(key);
      await Promise.resolve();
      if (key === 13) throw new RangeError('13 cannot be loaded');
      held.set(key, (held.get(key) ?? 0) + 1);
      most = Math.max(
        most,
        [...held.keys()].reduce((sum, one) => sum + one, 0),
      );
      return { key };
    },
    dispose: ({ key }) => void held.delete(key),
    ...options,
  });
  const ask = (key: number) => cache.use(key, async (value) => value.key);
  return { cache, ask, loaded, held, most: () => most };
}

it('loads once for many simultaneous requests', async () => {
  const { ask, loaded } = cacheOf(10);
  expect(await Promise.all([ask(3), ask(3), ask(3)])).toEqual([3, 3, 3]);
  expect(loaded).toEqual([3]);
});

it('releases the least recently used value, and loads it again', async () => {
  const { ask, loaded, held } = cacheOf(10);
  for (const key of [2, 3, 5, 2, 4]) await ask(key);
  expect([...held.keys()].toSorted((a, b) => a - b)).toEqual([2, 4]);
  await ask(3);
  expect(loaded).toEqual([2, 3, 5, 4, 3]);
});

it('keeps pinned values', async () => {
  const { ask, held } = cacheOf(6, { isPinned: (key) => key === 2 });
  for (const key of [2, 3, 4, 1, 5]) await ask(key);
  expect(held.has(2)).toBe(true);
});

it('never releases a value in use: a request that needs its room waits', async () => {
  const { cache, ask, held } = cacheOf(6);
  const { promise, resolve } = Promise.withResolvers<void>();
  const using = cache.use(4, async ({ key }) => {
    await promise;
    return [key, held.has(4)];
  });
  let isAnswered = false;
  const next = ask(5).finally(() => {
    isAnswered = true;
  });
  await new Promise((done) => setImmediate(done));
  expect([isAnswered, held.has(4)]).toEqual([false, true]);
  resolve();
  expect(await using).toEqual([4, true]);
  expect(await next).toBe(5);
  expect([...held.keys()]).toEqual([5]);
});

it('holds a value alone if it is larger than the budget', async () => {
  const { ask, held } = cacheOf(6);
  for (const key of [1, 2, 9]) await ask(key);
  expect([...held.keys()]).toEqual([9]);
});

it('retries a value that could not be loaded, and holds nothing of it', async () => {
  const { ask, loaded, held } = cacheOf(20);
  await expect(ask(13)).rejects.toThrow('13 cannot be loaded');
  await expect(ask(13)).rejects.toThrow('13 cannot be loaded');
  await ask(20);
  expect([loaded, [...held.keys()]]).toEqual([[13, 13, 20], [20]]);
});

it('releases everything when it is cleared, values in use as soon as their use ends', async () => {
  const { cache, ask, held } = cacheOf(10);
  await ask(2);
  const { promise, resolve } = Promise.withResolvers<void>();
  const using = cache.use(3, () => promise);
  await new Promise((done) => setImmediate(done));
  const cleared = cache.clear();
  expect([...held.keys()]).toEqual([3]);
  resolve();
  await Promise.all([using, cleared]);
  expect(held.size).toBe(0);
});

it('stays within its budget, returns each requested value, and never waits forever', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 9, max: 30 }),
      fc.array(fc.record({ key: fc.integer({ min: 1, max: 9 }), turns: fc.integer({ min: 0, max: 5 }) }), {
        maxLength: 60,
      }),
      async (budget, calls) => {
        const { cache, held, most } = cacheOf(budget);
        const answers = await Promise.all(
          calls.map(({ key, turns }) =>
            cache.use(key, async (value) => {
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              expect(held.has(key)).toBe(true);
              return value.key;
            }),
          ),
        );
        expect(answers).toEqual(calls.map(({ key }) => key));
        expect(most()).toBeLessThanOrEqual(budget);
      },
    ),
  );
});
