import { join } from 'node:path';
import { readCodebase, REPOSITORY } from '@pilotlight/local-platform';
import { parsePredictResponse, type Timing } from '@pilotlight/protocol';
import { call } from './call.ts';
import { digits } from './digits.ts';
import { type Platform, startPlatform } from './platform.ts';

/** Ways in which an owner may try to save users from a cold function. */
export const WAYS = ['nothing', 'the usual advice', 'warmUp'] as const;
export type Way = (typeof WAYS)[number];

/** Starts a platform with `predict` at rest, and the service that calls it, or is meant to. */
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
  return platformWithWarmUps();
}

/** Starts a platform with `predict` at rest, and several services that run the same `warmUp` to keep it warm. */
export async function platformWithWarmUps({
  services = ['schedule'],
  warmUpEnv = {},
  predictEnv = {},
}: {
  services?: readonly string[];
  warmUpEnv?: NodeJS.ProcessEnv;
  predictEnv?: NodeJS.ProcessEnv;
} = {}): Promise<Platform> {
  const [inference, warmup] = [await readCodebase('inference'), await readCodebase('warmup')];
  const warmUp = { ...warmup, target: 'warmUp', env: { ...warmup.env, ...warmUpEnv } };
  const platform = await startPlatform({
    predict: { ...inference, target: 'predict', env: { ...inference.env, ...predictEnv } },
    ...Object.fromEntries(services.map((service) => [service, warmUp])),
  });
  // Its target's address is known only now; no process exists yet that could have read another one.
  if (warmUpEnv['WARM_UP_TARGETS'] === undefined) {
    warmUp.env['WARM_UP_TARGETS'] = JSON.stringify([platform.url('predict')]);
  }
  warmUp.env['FUNCTIONS_STAND_IN'] = platform.url('');
  return platform;
}

/** Runs a schedule once, as Cloud Scheduler does. */
export async function tick(platform: Platform, service = 'schedule'): Promise<void> {
  const { ok, status } = await fetch(platform.url(service), { method: 'POST' });
  if (!ok) throw new Error(`${service} answered ${status}; its output:\n${platform.output(service)}`);
}

/** Makes a user's first call; returns its timing, and the time from the click to the last byte in milliseconds. */
export async function firstCall(platform: Platform): Promise<Timing & { tookMs: number }> {
  const begun = performance.now();
  const { body } = await call(platform.url('predict'), { instances: [digits[7]?.binary] });
  const tookMs = performance.now() - begun;
  return { ...parsePredictResponse(body.result).timing, tookMs };
}
