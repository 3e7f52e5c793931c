import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import type { CallOptions } from '../concurrency/call-options.ts';
import { createFairQueue } from '../concurrency/fair-queue.ts';
import { createVirtualLoop } from '../concurrency/testing/virtual-loop.ts';
import { createPace } from './pace.ts';
import { runParts } from './run-parts.ts';
import { joinRows, rowCount } from './split-rows.ts';

const BYTES_PER_ROW = 4;

/** An engine that takes a time for each row, and a log of what it runs. */
function createEngine({
  msPerRow,
  unit = 1,
  isFixed = false,
  maxBytes = 1e6,
}: {
  msPerRow: number;
  unit?: number;
  isFixed?: boolean;
  maxBytes?: number;
}) {
  const loop = createVirtualLoop();
  const queue = createFairQueue(loop);
  const cut = { unit, isFixed, maxBytes, pace: createPace() };
  /** The caller of each part, its rows, and the time when it was done. */
  const log: { caller: string; rows: number; at: number }[] = [];
  const ask = (caller: string, rows: number, options: CallOptions = {}, isCut = true) =>
    runParts({
      batches: [rowsOf(rows)],
      cut: isCut ? cut : undefined,
      queue,
      loop,
      options,
      run: async (part) => {
        loop.work(msPerRow * rowCount(part));
        log.push({ caller, rows: rowCount(part), at: loop.now() });
        return part;
      },
    });
  return { loop, log, ask };
}

function rowsOf(count: number): NamedTensors {
  return {
    x: { dtype: 'float32', shape: [count], data: Float32Array.from({ length: count }, (_, n) => n) },
  };
}

it('makes parts as long as others may wait, for fast and slow rows, and joins them in order', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 2 });
  const answer = ask('long', 50);
  await loop.run();
  expect(log.map(({ rows }) => rows)).toEqual([1, 12, 12, 12, 12, 1]);
  const { answers, inferenceMs, queueMs } = await answer;
  expect(joinRows(answers)).toEqual(rowsOf(50));
  expect([inferenceMs, queueMs]).toEqual([100, 0]);
});

it('runs one row after another if a model takes one', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 0.1, isFixed: true });
  const answer = ask('several', 3);
  await loop.run();
  expect(log.map(({ rows }) => rows)).toEqual([1, 1, 1]);
  expect(joinRows((await answer).answers)).toEqual(rowsOf(3));
});

it('runs a row that takes longer than a part alone', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 100 });
  void ask('long', 3);
  await loop.run();
  expect(log.map(({ rows }) => rows)).toEqual([1, 1, 1]);
});

it('makes parts within the limit of bytes, in whole units', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 0, unit: 4, maxBytes: 11 * BYTES_PER_ROW });
  void ask('long', 22);
  await loop.run();
  expect(log.map(({ rows }) => rows)).toEqual([4, 8, 8, 2]);
});

it('runs columns at once', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 2 });
  void ask('columns', 50, {}, false);
  await loop.run();
  expect(log.map(({ rows }) => rows)).toEqual([50]);
});

it('keeps a small call waiting for at most one part of a long one', async () => {
  for (let comes = 1; comes < 200; comes += 7) {
    const { loop, log, ask } = createEngine({ msPerRow: 2 });
    void ask('long', 1000);
    loop.send(comes, () => void ask('small', 1));
    await loop.run(300);
    const answered = log.find(({ caller }) => caller === 'small')?.at ?? Number.NaN;
    expect(answered - comes).toBeLessThanOrEqual(25 + 2);
  }
});

it('runs long calls in turn, so that none waits for all of another', async () => {
  const { loop, log, ask } = createEngine({ msPerRow: 25 });
  void ask('a', 3);
  void ask('b', 3);
  loop.send(20, () => void ask('c', 1));
  await loop.run();
  expect(log.map(({ caller }) => caller).join(' ')).toBe('a b c a b a b');
});

it.each([
  ['its caller has gone', 'CANCELLED'],
  ['its deadline has passed', 'DEADLINE_EXCEEDED'],
] as const)('stops a call when %s', async (_, reason) => {
  const { loop, log, ask } = createEngine({ msPerRow: 25 });
  const gone = new AbortController();
  const options = reason === 'CANCELLED' ? { signal: gone.signal } : { deadline: 60 };
  loop.send(60, () => gone.abort());
  const [answer] = await Promise.allSettled([ask('long', 1000, options), loop.run()]);
  expect(answer).toMatchObject({ status: 'rejected', reason: { reason } });
  expect(log).toHaveLength(3);
});
