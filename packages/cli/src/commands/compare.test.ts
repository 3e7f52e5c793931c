import type { LoggedCall } from '@pilotlight/call-log/read';
import { createRandom } from '@pilotlight/statistics/random';
import { expect, it } from 'vitest';
import { type ComparedFigure, compareVersions } from '../compare/compare-versions.ts';
import { formatPair } from '../compare/format-pair.ts';
import { choosePair, gatherCalls } from '../compare/version-calls.ts';

interface Made {
  version: number;
  label?: string;
  count: number;
  /** Of how many of a hundred the call failed. */
  failed?: number;
  /** The median, in milliseconds. */
  ms?: number;
  instances?: number;
  seed?: number;
}

function* made({
  version,
  label,
  count,
  failed = 0,
  ms = 2,
  instances = 5,
  seed = version,
}: Made): Generator<LoggedCall> {
  const random = createRandom(seed);
  for (let n = 0; n < count; n++) {
    yield {
      time: n,
      op: 'predict',
      outcome: random.between(0, 100) < failed ? 'failed' : 'answered',
      model: 'digits',
      version,
      label,
      cold: false,
      totalMs: ms * (0.5 + random.between(0, 1)),
      instanceId: `i${n % instances}`,
    };
  }
}

async function compared(...groups: Made[]) {
  async function* all() {
    for (const group of groups) yield* made(group);
  }
  const pair = choosePair(await gatherCalls(all()), {});
  return { pair, figures: compareVersions(pair.first, pair.other) };
}

const stable: Made = { version: 2, label: 'stable', count: 2000 };
const verdicts = (figures: readonly ComparedFigure[]) =>
  Object.fromEntries(figures.map(({ figure, verdict }) => [figure, verdict]));

it('says that a version fails more, and is slower', async () => {
  const canary = { version: 3, label: 'canary', count: 100, failed: 30, ms: 4 };
  const { pair, figures } = await compared(stable, canary);
  expect(verdicts(figures)).toMatchObject({ failed: 'more', 'warm median': 'more' });
  expect(formatPair(pair, figures, (_, text) => text)).toMatch(
    /^ {2}digits +version 2 \(stable\) +version 3 \(canary\)[^]*\n {2}failed +0\.0 % +27\.0 % +\+27\.0 % \(\+19\.\d % to \+36\.\d %\) +fails more\n/,
  );
});

it('cannot tell versions apart that are alike, in 19 of 20 logs', async () => {
  let told = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const { figures } = await compared(
      { ...stable, failed: 2, seed: 2 * seed },
      { version: 3, label: 'canary', count: 300, failed: 2, seed: 2 * seed + 1 },
    );
    if (verdicts(figures)['failed'] !== undefined) told += 1;
  }
  expect(told).toBeLessThanOrEqual(12);
});

it('has no verdict on few calls, nor on the times of few instances', async () => {
  const few = await compared(stable, { version: 3, label: 'canary', count: 4, ms: 40 });
  expect(few.figures[2]).toMatchObject({ figure: 'warm median', verdict: undefined, why: 'too few calls' });
  const lone = await compared(stable, { version: 3, label: 'canary', count: 500, ms: 40, instances: 1 });
  expect(lone.figures[2]).toMatchObject({
    verdict: undefined,
    why: expect.stringMatching(/fewer than 3 instances/),
  });
});

it('asks for the versions if the labels are not clear', async () => {
  await expect(compared(stable, { version: 3, count: 10 })).rejects.toThrow(
    'the log has 2 (stable) and 3: add --versions 2,3',
  );
  await expect(compared(stable, { ...stable, version: 3 })).rejects.toThrow(/it is not clear/);
});
