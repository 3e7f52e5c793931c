import { type Emulators, freePorts, startEmulators } from '@pilotlight/local-platform';
import { parsePredictResponse, parseWarmResponse } from '@pilotlight/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits } from './support/digits.ts';
import { identityOf, startGoogle } from './support/google.ts';
import { loggedLines } from './support/logged-lines.ts';
import { firstCall, platformOf, platformWithWarmUps, tick } from './support/warm-up-ways.ts';

describe('on functions that have scaled to zero, each a process of its own under the Functions Framework', () => {
  it('answers the user’s first call in the process that the warm-up warmed', async () => {
    await using platform = await platformOf('warmUp');
    await tick(platform);
    const [target, run] = loggedLines(platform.output('schedule')).filter((line) => 'event' in line);
    expect(target).toMatchObject({ event: 'warm-up target', outcome: 'cold', cold: true, attempts: 1 });
    expect(run).toMatchObject({ event: 'warm-up run', due: 1, cold: 1, failed: 0 });

    const { cold, instanceId } = await firstCall(platform);
    expect({ cold, instanceId }).toEqual({ cold: false, instanceId: target?.['instanceId'] });
  });

  it.each([
    ['users who are signed in', { REQUIRE_SIGN_IN: 'true' }],
    ['the app', { REQUIRE_APP_CHECK: 'true' }],
  ])('warms a function that answers only %s, because Google vouches for the schedule', async (_, policy) => {
    await using google = await startGoogle();
    await using platform = await platformWithWarmUps({
      warmUpEnv: { ...google.env, K_SERVICE: 'warmup', WARM_UP_TARGETS: '["predict"]' },
      predictEnv: { ...google.env, ...policy },
    });
    await tick(platform);
    const printed = platform.output('schedule');
    const target = loggedLines(printed).find((line) => 'event' in line);
    expect(target).toMatchObject({ target: 'predict', outcome: 'cold', models: [{ model: 'digits' }] });
    expect(printed).not.toContain('eyJ');

    // The same instance, which loads no model for callers without proof.
    const identity = { 'x-pilotlight-warm-up': identityOf('pilotlight:warm-up:demo-pilotlight') };
    const { body } = await call(platform.url('predict'), { op: 'warm' }, identity);
    const { timing } = parseWarmResponse(body.result);
    expect(timing).toMatchObject({ cold: false, instanceId: target?.['instanceId'] });
    expect((await call(platform.url('predict'), { op: 'warm' })).status).toBe(401);
  });

  it('sends an App Check token, which it mints, to a function that requires one', async () => {
    await using google = await startGoogle({ '/identity': undefined });
    await using platform = await platformWithWarmUps({
      warmUpEnv: {
        ...google.env,
        K_SERVICE: 'warmup',
        WARM_UP_TARGETS: '["predict"]',
        WARM_UP_APP_CHECK_APP_ID: '1:23:web:45',
      },
      predictEnv: {
        REQUIRE_APP_CHECK: 'true',
        // As in the emulator, tokens are read and not verified: only Google has their keys.
        FIREBASE_DEBUG_MODE: 'true',
        FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
      },
    });
    await tick(platform);
    const printed = platform.output('schedule');
    const target = loggedLines(printed).find((line) => 'event' in line);
    expect(target).toMatchObject({ target: 'predict', outcome: 'cold', models: [{ model: 'digits' }] });
    expect(printed).not.toContain('eyJ');
  });

  it('does nothing at the next tick, because no ping is due', async () => {
    await using platform = await platformOf('warmUp');
    await tick(platform);
    const logged = platform.output('schedule');
    await tick(platform);
    expect(platform.output('schedule')).toBe(logged);
  });

  it('continues in a new process from the log of the one before, and starts again if that log is lost', async () => {
    const log: object[] = [];
    await using google = await startGoogle({
      '/v2/entries:list': () => ({ entries: log.map((jsonPayload) => ({ jsonPayload })) }),
    });
    await using platform = await platformWithWarmUps({
      services: ['first', 'heir', 'foundling'],
      warmUpEnv: { ...google.env, K_SERVICE: 'warmup' },
    });
    const events = (service: string) =>
      loggedLines(platform.output(service)).filter((line) => 'event' in line);
    await tick(platform, 'first');
    expect(events('first')).toEqual([
      expect.objectContaining({ event: 'warm-up target', outcome: 'cold' }),
      expect.objectContaining({ event: 'warm-up run', learned: [expect.objectContaining({ bins: [] })] }),
    ]);

    log.push(...events('first').slice(-1));
    await tick(platform, 'heir');
    expect(events('heir')).toEqual([]);

    log[0] = { event: 'warm-up run', learned: 'nonsense' };
    await tick(platform, 'foundling');
    expect(events('foundling')[0]).toMatchObject({ event: 'warm-up target', outcome: 'warm' });
  });

  it('leaves the user with a cold function if nothing warms it', async () => {
    await using platform = await platformOf('nothing');
    expect(await firstCall(platform)).toMatchObject({ cold: true });
  });

  it('leaves the user with a cold function if a schedule loads the model in its own process', async () => {
    await using platform = await platformOf('the usual advice');
    await tick(platform);
    await tick(platform);
    const [first, second] = loggedLines(platform.output('schedule')).filter(
      (line) => line['event'] !== 'predict call',
    );
    // It did load the model, and stayed warm, but only for itself.
    expect(first).toMatchObject({ message: 'keepWarm loaded the model', cold: true });
    expect(second).toMatchObject({ cold: false, instanceId: first?.['instanceId'] });

    const { cold, instanceId } = await firstCall(platform);
    expect(cold).toBe(true);
    expect(instanceId).not.toBe(first?.['instanceId']);
  });
});

describe('in the emulators', () => {
  // These emulators are its own: no call of `predict` has been made in them.
  let emulators: Emulators;
  beforeAll(async () => {
    emulators = await startEmulators({ ports: await freePorts() });
  });
  afterAll(() => emulators.stop());

  it('finds predict cold, and warms the process that answers the next call', async () => {
    const target = await runSchedule(emulators, 'warmUp-0', '"warm-up target"');
    expect(target).toMatchObject({ severity: 'INFO', target: 'predict', cold: true });
    const { body } = await call(emulators.functionUrl('predict'), { instances: [digits[7]?.binary] });
    const { timing } = parsePredictResponse(body.result);
    expect(timing).toMatchObject({ cold: false, instanceId: target['instanceId'] });
  });
});

describe('in the emulators, with the usual advice', () => {
  let emulators: Emulators;
  beforeAll(async () => {
    emulators = await startEmulators({
      ports: await freePorts(),
      sources: { inference: 'e2e/contenders/usual-advice' },
    });
  });
  afterAll(() => emulators.stop());

  it('loads the model in a process that answers no user', async () => {
    const loaded = await runSchedule(emulators, 'keepWarm-0', '"keepWarm loaded the model"');
    expect(loaded['cold']).toBe(true);
    const { body } = await call(emulators.functionUrl('predict'), { instances: [digits[7]?.binary] });
    const { timing } = parsePredictResponse(body.result);
    expect(timing.cold).toBe(true);
    expect(timing.instanceId).not.toBe(loaded['instanceId']);
  });
});

/** Runs a schedule, which the emulator does only on request, and returns the line that it logs. */
async function runSchedule(
  emulators: Emulators,
  name: string,
  mark: string,
): Promise<Record<string, unknown>> {
  const lines = () => loggedLines(emulators.output()).filter((line) => JSON.stringify(line).includes(mark));
  const run = await fetch(emulators.functionUrl(name), { method: 'POST' });
  expect(run.status).toBe(200);
  await expect.poll(() => lines().length).toBe(1);
  return lines()[0] ?? {};
}
