import { join } from 'node:path';
import { readCodebase, REPOSITORY } from '@pilotlight/local-platform';
import { parsePredictResponse, type Timing } from '@pilotlight/protocol';
import { call } from './call.ts';
import { digits } from './digits.ts';
import { type Platform, startPlatform } from './platform.ts';

/** What an owner may do so that users do not meet a cold function. */
export const WAYS = ['nothing', 'the usual advice', 'warmUp'] as const;
export type Way = (typeof WAYS)[number];

/** `predict` at rest, and beside it what calls it, or what is meant to. */
export async function platformOf(way: Way): Promise<Platform> {
  const inference = await readCodebase('inference');
  if (way === 'nothing') return startPlatform({ predict: { ...inference, target: 'predict' } });
  if (way === 'the usual advice') {
    const advised = { ...inference, directory: join(REPOSITORY, 'e2e/contenders/usual-advice') };
    return startPlatform({
      predict: { ...advised, target: 'predict' },
      schedule: { ...advised, target: 'keepWarm' },
    });
  }
  const warmup = await readCodebase('warmup');
  const functions = { predict: { ...inference, target: 'predict' } };
  const schedule = { ...warmup, target: 'warmUp', env: { ...warmup.env } };
  const platform = await startPlatform({ ...functions, schedule });
  // Its target is an address that is known only now, and it has no process yet that could have read another.
  schedule.env['WARM_UP_TARGETS'] = JSON.stringify([platform.url('predict')]);
  return platform;
}

/** Runs the schedule once, as Cloud Scheduler does, where the way has one. */
export async function tick(platform: Platform, way: Way): Promise<void> {
  if (way === 'nothing') return;
  const { ok, status } = await fetch(platform.url('schedule'), { method: 'POST' });
  if (!ok) throw new Error(`the schedule answered ${status}; it printed:\n${platform.output('schedule')}`);
}

/** What a user's first call found, and how long it took from the click to the last byte. */
export async function firstCall(platform: Platform): Promise<Timing & { tookMs: number }> {
  const begun = performance.now();
  const { body } = await call(platform.url('predict'), { instances: [digits[7]?.binary] });
  const tookMs = performance.now() - begun;
  return { ...parsePredictResponse(body.result).timing, tookMs };
}
