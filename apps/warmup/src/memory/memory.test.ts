import { learn, NOTHING_LEARNED } from '@pilotlight/keep-warm';
import { expect, it, vi } from 'vitest';
import { createMemory } from './memory.ts';

const learned = learn(NOTHING_LEARNED, { at: 5, instanceId: 'a', cold: true, ageMs: 1, idleMs: 1 });

it('reads back once what an earlier process learned', async () => {
  const recall = vi.fn(async () => new Map([['predict', learned]]));
  const memory = createMemory(recall, () => undefined);
  expect(memory.of('predict')).toBe(NOTHING_LEARNED);
  await memory.wake();
  await memory.wake();
  expect(recall).toHaveBeenCalledTimes(1);
  expect([memory.of('predict'), memory.of('other'), memory.isAwake()]).toEqual([
    learned,
    NOTHING_LEARNED,
    true,
  ]);
});

it('learns alone while it cannot read that back, and does not overwrite it', async () => {
  let isBroken = true;
  const failures: unknown[] = [];
  const memory = createMemory(
    async () => {
      if (isBroken) throw new Error('503');
      return new Map([['other', learned]]);
    },
    (error) => failures.push(error),
  );
  await memory.wake();
  memory.learn('predict', learned);
  expect([memory.of('predict'), memory.isAwake(), failures.length]).toEqual([learned, false, 1]);
  isBroken = false;
  await memory.wake();
  expect([memory.of('other'), memory.isAwake()]).toEqual([learned, true]);
});
