import { expect, it } from 'vitest';
import type { EventLoop } from './event-loop.ts';
import { createFairQueue } from './fair-queue.ts';
import { createVirtualLoop } from './testing/virtual-loop.ts';

it('runs one task at a time, in order, and continues after a failure', async () => {
  const queue = createFairQueue();
  const log: string[] = [];
  const task =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} out`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([queue(task('a')), queue(task('b', true)), queue(task('c'))]);
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

/** Runs tasks of these durations, and returns how many of them ran in each turn of the loop. */
async function tasksPerTurn(durations: readonly number[]): Promise<number[]> {
  const loop = createVirtualLoop();
  const counts: number[] = [0];
  const counting: EventLoop = {
    ...loop,
    turn: () => loop.turn().then(() => void counts.push(0)),
  };
  const queue = createFairQueue(counting);
  for (const ms of durations) {
    void queue(async () => {
      loop.work(ms);
      counts.push((counts.pop() ?? 0) + 1);
    });
  }
  await loop.run();
  return counts.filter((count) => count > 0);
}

it('gives the event loop a turn after a task that takes long', async () => {
  expect(await tasksPerTurn([20, 20, 20])).toEqual([1, 1, 1]);
});

it('gives the event loop one turn for many short tasks', async () => {
  expect(await tasksPerTurn(Array.from({ length: 40 }, () => 1))).toEqual([16, 16, 8]);
});

it('sends an answer before the next long task begins', async () => {
  const loop = createVirtualLoop();
  const queue = createFairQueue(loop);
  const log: string[] = [];
  for (const name of ['a', 'b']) {
    void queue(async () => {
      log.push(`${name} runs`);
      loop.work(20);
    })
      // The steps of an answer from here until it is written.
      .then(() => Promise.resolve().then(() => Promise.resolve()))
      .then(() => log.push(`${name} leaves at ${loop.now()}`));
  }
  await loop.run();
  expect(log).toEqual(['a runs', 'a leaves at 20', 'b runs', 'b leaves at 40']);
});

it('skips a task if its caller has gone or its deadline has passed, and runs those behind it', async () => {
  const loop = createVirtualLoop();
  const queue = createFairQueue(loop);
  const begun: string[] = [];
  const task = (name: string) => async () => {
    begun.push(name);
    loop.work(10);
  };
  const gone = new AbortController();
  const results = Promise.allSettled([
    queue(task('first')),
    queue(task('gone'), { signal: gone.signal }),
    queue(task('late'), { deadline: 10 }),
    queue(task('in time'), { signal: new AbortController().signal, deadline: 11 }),
  ]);
  gone.abort();
  await loop.run();
  expect(begun).toEqual(['first', 'in time']);
  expect(await results).toMatchObject([
    { status: 'fulfilled' },
    { reason: { reason: 'CANCELLED' } },
    { reason: { reason: 'DEADLINE_EXCEEDED' } },
    { status: 'fulfilled' },
  ]);
});

it.each([8, 16, 80])(
  'keeps none of %i callers waiting for much longer than the others when each calls again after its answer',
  async (callers) => {
    const loop = createVirtualLoop();
    const queue = createFairQueue(loop);
    const waited: number[] = [];
    const waiting = new Map<number, number>();
    for (let caller = 0; caller < callers; caller += 1) {
      const receive = async () => {
        await queue(async () => loop.work(10));
        waited.push(loop.now() - (waiting.get(caller) ?? 0));
        waiting.set(caller, loop.now());
        loop.send(loop.now(), () => void receive());
      };
      waiting.set(caller, 0);
      loop.connect(() => void receive());
    }
    await loop.run(100 * callers);
    const unanswered = Array.from(waiting.values(), (since) => loop.now() - since);
    const sorted = [...waited, ...unanswered].toSorted((a, b) => a - b);
    const percentile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
    expect(waited.length).toBeGreaterThan(9 * callers);
    expect(percentile(0.99)).toBeLessThanOrEqual(2 * percentile(0.5));
  },
);
