import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import { readTrace, type TraceOptions } from './read-trace.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-trace-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

async function read(options: Omit<TraceOptions, 'seed'> & { seed?: number }) {
  const batches: ArrivalBatch[] = [];
  for await (const batch of readTrace({ seed: 1, ...options })) batches.push(batch);
  return {
    batches,
    times: batches.flatMap(({ times }) => times),
    from: batches[0]?.from,
    until: batches.at(-1)?.until,
  };
}

const azureLine = (hash: string, counts: Record<number, string>) =>
  ['owner', 'app', hash, 'http', ...Array.from({ length: 1440 }, (_, n) => counts[n + 1] ?? '0')].join(',');
const AZURE_HEADING = [
  'HashOwner,HashApp,HashFunction,Trigger',
  ...Array.from({ length: 1440 }, (_, n) => n + 1),
].join(',');

describe('times', () => {
  const day = Date.UTC(2026, 10, 2);

  it.each([
    ['without a heading', ['2026-11-02T09:00:00Z', '2026-11-02T10:00:00+01:00', '2026-11-03T00:00:00Z']],
    ['with a heading', ['timestamp', '2026-11-02T09:00:00Z', '2026-11-02T09:00:00Z', '2026-11-03T00:00:00Z']],
    [
      'in one of several columns, quoted',
      ['id,Time', '"a,b",2026-11-02T09:00:00Z', 'c,2026-11-02T09:00:00Z', '', 'd,"2026-11-03T00:00:00Z"'],
    ],
    ['behind a byte order mark', ['\uFEFFtime', '1793610000', '1793610000000', '1793664000']],
  ])('%s', async (name, lines) => {
    const { times, from, until } = await read({ files: [await file(`${name}.csv`, lines)] });
    expect(times).toEqual([day + 9 * 60 * MINUTE_MS, day + 9 * 60 * MINUTE_MS, day + DAY_MS]);
    expect({ from, until }).toEqual({ from: day, until: day + 2 * DAY_MS });
  });

  it('in several files, one after the other', async () => {
    const files = [
      await file('1.csv', ['2026-11-02T09:00:00Z']),
      await file('2.csv', ['2026-11-04T09:00:00Z']),
    ];
    expect(await read({ files })).toMatchObject({ from: day, until: day + 3 * DAY_MS });
    await expect(read({ files: files.toReversed() })).rejects.toThrow(
      `${files[0]}, line 1, is earlier than the call before it ('2026-11-02T09:00:00Z'): sort the calls, oldest first`,
    );
  });

  it('in batches that follow each other', async () => {
    const lines = Array.from({ length: 25_000 }, (_, n) => String(1_793_610_000 + n));
    const { batches, times } = await read({ files: [await file('many.csv', lines)] });
    expect([batches.length, times.length]).toEqual([4, 25_000]);
    for (const [n, { from }] of batches.entries()) if (n > 0) expect(from).toBe(batches[n - 1]?.until);
  });

  it.each([
    ['empty', [], ' is empty: a trace has at least one call'],
    ['blank', ['', '  '], ' has no calls: a trace has at least one call'],
    ['only a heading', ['timestamp'], ' has no calls: a trace has at least one call'],
    [
      'another schema',
      ['user,page', 'a,b'],
      ", line 1, has no time, and no heading that names one, in 'user,page': a time is",
    ],
    [
      'unsorted',
      ['time', '2026-11-02T09:00:00Z', '2026-11-02T08:00:00Z'],
      ", line 3, is earlier than the call before it ('2026-11-02T08:00:00Z'): sort the calls",
    ],
    [
      'no time',
      ['2026-11-02T09:00:00Z', 'later'],
      ", line 2, has 'later' in place of a time: a time is 2026",
    ],
    [
      'no zone',
      ['time', '2026-11-02T09:00:00'],
      ", line 2, has '2026-11-02T09:00:00' in place of a time: a time is 2026",
    ],
    ['negative', ['time', '5', '-7'], ", line 3, has '-7' in place of a time"],
    ['a missing column', ['id,time', 'a'], ", line 2, has '' in place of a time"],
    [
      'a mistake in a date',
      ['1793610000', '2093610000'],
      ", line 2, is more than 366 days after the first call ('2093610000')",
    ],
    ['control characters', ['time', '\u001B[31m'], ", line 2, has '�[31m' in place of a time"],
    ['a line without end', ['1', 'x'.repeat(100_000)], ', line 2, is not a CSV'],
    ['an open quote', ['time', '"2026'], ', line 2, is not a CSV'],
  ])('name the problem: %s', async (name, lines, message) => {
    const path = await file(`wrong ${name}.csv`, lines);
    await expect(read({ files: [path] })).rejects.toThrow(path + message);
  });

  it('name a folder and a missing file', async () => {
    await expect(read({ files: [folder] })).rejects.toThrow(`${folder} is not a file`);
    await expect(read({ files: [`${folder}/none`] })).rejects.toThrow(`${folder}/none cannot be read`);
  });
});

describe('the Azure Functions trace of 2019', () => {
  const monday = Date.UTC(2019, 6, 15);

  it('puts as many calls into each minute as the trace counts', async () => {
    const path = await file('azure.csv', [AZURE_HEADING, azureLine('f1', { 1: '2', 1440: '3' })]);
    const { times, from, until } = await read({ files: [path, path] });
    expect({ from, until }).toEqual({ from: monday, until: monday + 2 * DAY_MS });
    const minutes = [0, 0, 1439, 1439, 1439];
    expect(times.map((at) => Math.floor((at - monday) / MINUTE_MS))).toEqual([
      ...minutes,
      ...minutes.map((minute) => minute + 1440),
    ]);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect((await read({ files: [path, path] })).times).toEqual(times);
  });

  it('takes one function of many, and a day without a line as one without calls', async () => {
    const one = await file('one.csv', [
      AZURE_HEADING,
      azureLine('aa11', { 5: '9' }),
      azureLine('bb22', { 7: '1' }),
    ]);
    const other = await file('other.csv', [AZURE_HEADING, azureLine('aa11', { 5: '9' })]);
    const { times, until } = await read({ files: [one, other], functionHash: 'bb' });
    expect({ calls: times.length, until }).toEqual({ calls: 1, until: monday + 2 * DAY_MS });
    await expect(read({ files: [one] })).rejects.toThrow(
      `${one}, line 3, has a second function: choose one with --trace-function, such as 'bb22'`,
    );
    await expect(read({ files: [other], functionHash: 'bb' })).rejects.toThrow(
      `${other} has no function 'bb'`,
    );
  });

  it.each([
    ['too few columns', ['HashOwner,HashApp,HashFunction,Trigger,1,2'], ', line 1, has 6 columns: the Azure'],
    ['a line cut off', [AZURE_HEADING, 'o,a,f,http,1,2'], ', line 2, has 2 minutes: a day has 1440'],
    [
      'a negative count',
      [AZURE_HEADING, azureLine('f', { 17: '-3' })],
      ", line 2, has '-3' for the calls of minute 17: a count",
    ],
    [
      'a broken count',
      [AZURE_HEADING, azureLine('f', { 2: '1.5' })],
      ", line 2, has '1.5' for the calls of minute 2",
    ],
    [
      'too many calls',
      [AZURE_HEADING, azureLine('f', { 2: '9999999' })],
      ", line 2, has '9999999' for the calls",
    ],
    ['no calls', [AZURE_HEADING, azureLine('f', {})], ' has no calls'],
    ['no function', [AZURE_HEADING], ' has no calls'],
  ])('names the problem: %s', async (name, lines, message) => {
    const path = await file(`azure ${name}.csv`, lines);
    await expect(read({ files: [path] })).rejects.toThrow(path + message);
  });

  it('is not mixed with times', async () => {
    const times = await file('times.csv', ['1']);
    const azure = await file('azure.csv', [AZURE_HEADING, azureLine('f', { 1: '1' })]);
    await expect(read({ files: [azure, times] })).rejects.toThrow(
      'has another format than the file before it',
    );
  });
});

it('reads back written times, in one file or two, in every form', async () => {
  const sorted = fc
    .array(fc.integer({ min: 0, max: 30 * DAY_MS }), { minLength: 2, maxLength: 50 })
    .map((offsets) => offsets.toSorted((a, b) => a - b).map((offset) => Date.UTC(2026, 0, 1) + offset));
  const forms = [
    (at: number) => new Date(at).toISOString(),
    (at: number) => String(at),
    (at: number) => (at / 1000).toFixed(3),
  ];
  await fc.assert(
    fc.asyncProperty(sorted, fc.constantFrom(...forms), fc.nat(49), async (times, form, cut) => {
      const parts = [times.slice(0, cut), times.slice(cut)].filter((part) => part.length > 0);
      const files = await Promise.all(parts.map((part, n) => file(`any-${n}.csv`, part.map(form))));
      const result = await read({ files });
      expect(result.times).toEqual(times);
      expect(result.from).toBeLessThanOrEqual(times[0] ?? 0);
      expect(result.until).toBeGreaterThan(times.at(-1) ?? Infinity);
    }),
    { numRuns: 50 },
  );
});

it('reports its progress', async () => {
  const files = [await file('a.csv', ['1', '2']), await file('b.csv', ['3', '4'])];
  const shares: number[] = [];
  await read({ files, onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([0.5, 0.5, 1, 1]);
});
