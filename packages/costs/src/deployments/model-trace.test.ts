import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../time/units.ts';
import { readModelTrace } from './model-trace.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-model-trace-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}
const options = { models: 2, mostCallsPerDay: 5, seed: 1 };

it('reads the model of each call', async () => {
  const lines = ['time,Model', '2026-11-02T09:00:00Z,a', '2026-11-02T10:00:00Z,b', '2026-11-03T09:00:00Z,a'];
  const { models, calls, from, until } = await readModelTrace({
    ...options,
    files: [await file('a.csv', lines)],
  });
  expect([models, calls.map(({ model }) => model), until - from]).toEqual([2, [0, 1, 0], 2 * DAY_MS]);
});

it('refuses a trace that does not name models', async () => {
  const files = [await file('b.csv', ['2026-11-02T09:00:00Z'])];
  await expect(readModelTrace({ ...options, files })).rejects.toThrow('add a column `model`');
});

it('draws rarely called functions of the Azure trace', async () => {
  const minutes = Array.from({ length: 1440 }, (_, n) => n + 1);
  const line = (hash: string, count: number) =>
    ['o', 'p', hash, 'http', ...minutes.map((minute) => (minute === 60 ? count : 0))].join(',');
  const heading = `HashOwner,HashApp,HashFunction,Trigger,${minutes.join(',')}`;
  const files = [
    await file('d01.csv', [heading, line('rare', 4), line('often', 90), line('never', 0), line('some', 6)]),
    await file('d02.csv', [heading, line('rare', 3), line('some', 3)]),
  ];
  const { models, calls, from, until } = await readModelTrace({ ...options, files });
  expect([models, calls.length, until - from]).toEqual([2, 16, 2 * DAY_MS]);
  expect(calls.filter(({ at }) => at < from + DAY_MS)).toHaveLength(10);
  await expect(readModelTrace({ ...options, models: 3, files })).rejects.toThrow('take fewer models');
});
