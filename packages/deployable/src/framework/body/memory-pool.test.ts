import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Lease, MemoryPool } from './memory-pool.ts';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));
const pool = () => new MemoryPool({ bytes: 100, reserveBytes: 20, smallBytes: 5 });

/** Asks for leases, and records the order in which they are granted. */
function asker(from: MemoryPool) {
  const lent: string[] = [];
  const leases = new Map<string, Lease>();
  const ask = async (name: string, bytes: number, signal: AbortSignal = never) => {
    const lease = await from.lend(bytes, signal);
    if (!lease) return lent.push(`${name} gave up`);
    leases.set(name, lease);
    return lent.push(name);
  };
  return { lent, leases, ask };
}

it('lends while memory is free, and keeps a reserve for small leases', () => {
  const lender = pool();
  expect(lender.largestBytes).toBe(80);
  expect(lender.tryLend(81)).toBeUndefined();
  expect(lender.tryLend(80)).toBeDefined();
  expect(lender.tryLend(6)).toBeUndefined();
  for (let count = 0; count < 4; count++) expect(lender.tryLend(5)).toBeDefined();
  expect(lender.tryLend(1)).toBeUndefined();
  expect(lender.usedBytes).toBe(100);
});

it('lends in the order of the requests, with a separate queue for small ones', async () => {
  const lender = pool();
  const { lent, leases, ask } = asker(lender);
  void ask('first', 80);
  void ask('second', 50);
  void ask('third', 10);
  void ask('small', 5);
  await settled();
  expect(lent).toEqual(['first', 'small']);
  expect(lender.tryLend(10)).toBeUndefined();
  leases.get('first')?.release();
  await settled();
  expect(lent).toEqual(['first', 'small', 'second', 'third']);
});

it('lends small ones only their reserve while large ones wait', async () => {
  const lender = pool();
  const { lent, leases, ask } = asker(lender);
  for (let count = 0; count < 10; count++) void ask(`small ${count}`, 5);
  void ask('large', 80);
  await settled();
  expect(lent).toHaveLength(10);
  expect(lender.tryLend(5)).toBeUndefined();
  for (let count = 0; count < 6; count++) leases.get(`small ${count}`)?.release();
  await settled();
  expect(lent.at(-1)).toBe('large');
});

it('lends to a limited number of large ones at a time, and to small ones beside them', async () => {
  const lender = new MemoryPool({ bytes: 100, reserveBytes: 20, smallBytes: 5, mostLarge: 2 });
  const { lent, leases, ask } = asker(lender);
  for (const name of ['first', 'second', 'third', 'fourth']) void ask(name, 6);
  void ask('small', 5);
  await settled();
  expect(lent).toEqual(['first', 'second', 'small']);
  leases.get('second')?.shrink(3);
  await settled();
  expect(lent).toHaveLength(3);
  leases.get('second')?.release();
  await settled();
  expect(lent.slice(3)).toEqual(['third']);
});

it('takes back a part, and the rest only once', () => {
  const lender = pool();
  const lease = lender.tryLend(80);
  lease?.shrink(30);
  expect(lender.usedBytes).toBe(30);
  lease?.shrink(50);
  expect(lender.usedBytes).toBe(30);
  lease?.release();
  lease?.release();
  expect(lender.usedBytes).toBe(0);
});

it('continues with the next one if one gives up', async () => {
  const lender = pool();
  const { lent, ask } = asker(lender);
  const giving = new AbortController();
  void ask('first', 40);
  void ask('second', 80, giving.signal);
  void ask('third', 40);
  await settled();
  expect(lent).toEqual(['first']);
  giving.abort();
  await settled();
  expect(lent.toSorted()).toEqual(['first', 'second gave up', 'third']);
});

it('never lends more than it has, and serves everyone in the end', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sizes, async (all) => {
      const lender = pool();
      let served = 0;
      const use = async (bytes: number) => {
        const lease = await lender.lend(bytes, never);
        expect(lender.usedBytes).toBeLessThanOrEqual(100);
        await new Promise((resolve) => setImmediate(resolve));
        lease?.release();
        served++;
      };
      await Promise.all(all.map(use));
      expect([served, lender.usedBytes]).toEqual([all.length, 0]);
    }),
  );
});
