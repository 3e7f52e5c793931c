import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLoggedTraffic } from './logged-traffic.ts';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'pilotlight-traffic-')), 'log');
});
afterEach(() => rm(join(file, '..'), { recursive: true, force: true }));

const line = (changed: object) => ({
  event: 'predict call',
  time: '2026-11-28T07:00:00.000Z',
  op: 'predict',
  outcome: 'answered',
  model: 'digits',
  version: 2,
  cold: false,
  queueMs: 1,
  totalMs: 5,
  instanceId: 'a1',
  ...changed,
});

async function traffic(...lines: object[]) {
  await writeFile(file, lines.map((one) => JSON.stringify(line(one))).join('\n'));
  return readLoggedTraffic(file, 1);
}

it('takes from the log when calls came, a warm call, and a start', async () => {
  const at = Date.parse('2026-11-28T07:00:00.000Z');
  const found = await traffic(
    ...[3, 5, 9, 7, 5].map((totalMs) => ({ totalMs })),
    ...[200, 210, 220, 230, 240].map((startMs) => ({ cold: true, startMs, totalMs: 100 })),
    { cold: true, totalMs: 900 },
    { outcome: 'failed', totalMs: 60_000 },
    { op: 'warm' },
  );
  expect(found).toMatchObject({ serviceMs: 4, warm: 5, modelStartMs: 320, starts: 5 });
  expect(found.times).toHaveLength(12);
  expect(found.times[0]).toBe(at - 60_000);
  expect(found.times.at(-1)).toBe(at - 3);
});

it('leaves to be assumed what too few calls say', async () => {
  expect(await traffic({}, { cold: true, startMs: 5 })).toMatchObject({
    serviceMs: undefined,
    modelStartMs: undefined,
  });
});

it('counts a line of a sample for all that it stands for', async () => {
  const { times } = await traffic(
    { sampledPercent: 10 },
    { sampledPercent: 10, time: '2026-11-28T08:00:00.000Z' },
  );
  expect(times).toHaveLength(20);
  const first = Date.parse('2026-11-28T07:00:00.000Z') - 5;
  for (const time of times) expect(time).toBeGreaterThanOrEqual(first);
});

it('refuses a log without predictions, and one of two years', async () => {
  await expect(traffic({ op: 'warm' })).rejects.toThrow(/has no prediction/);
  await expect(traffic({}, { time: '2028-11-28T07:00:00.000Z' })).rejects.toThrow(/more than a year apart/);
});
