import { inspect } from 'node:util';
import type { ScheduleFunction } from 'firebase-functions/scheduler';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ACCESS_TOKEN, type Asked, IDENTITY_TOKEN, standInForGoogle } from './testing/google.ts';
import { startServer } from './testing/server.ts';

type Line = Record<string, unknown>;
const { info, warn, write } = vi.hoisted(() => ({ info: vi.fn(), warn: vi.fn(), write: vi.fn() }));
vi.mock('firebase-functions/logger', () => ({ info, warn, write }));

const MINUTE_MS = 60_000;
const event = { scheduleTime: '2026-01-01T00:00:00Z' };
let asked = 0;
let instance = { id: 'a1', cold: false, ageMs: 700_000, idleMs: 300_000 };
let target: Awaited<ReturnType<typeof startServer>>;
let warmUp: ScheduleFunction;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  asked = 0;
  instance = { id: 'a1', cold: false, ageMs: 700_000, idleMs: 300_000 };
  target = await startServer((request, response) => {
    asked += 1;
    const { id, cold, ageMs, idleMs } = instance;
    const timing = { loadMs: cold ? 300 : 0, queueMs: 0, inferenceMs: 2, cold, instanceId: id };
    const result = { models: [], timing, instance: { ageMs, idleMs } };
    request.resume().on('end', () => response.end(JSON.stringify({ result })));
  });
  vi.stubEnv('WARM_UP_TARGETS', JSON.stringify([target.url]));
  vi.stubEnv('WARM_UP_TARGET_TIMEOUT_SECONDS', '5');
  vi.stubEnv('WARM_UP_SHORTEST_MINUTES', '5');
  vi.stubEnv('WARM_UP_LONGEST_MINUTES', '60');
  vi.stubEnv('WARM_UP_APP_CHECK_APP_ID', '');
  await start();
});

/** Starts it again: the module holds the process's settings and memory. */
async function start(): Promise<void> {
  vi.resetModules();
  ({ warmUp } = await import('./warm-up.ts'));
}

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.clearAllMocks();
  await target[Symbol.asyncDispose]();
});

const lines = (name: string): Line[] =>
  [...info.mock.calls.map(([, fields]) => fields), ...write.mock.calls.map(([fields]) => fields)].filter(
    (fields?: Line) => fields?.['event'] === name,
  );

/** Runs ticks of the schedule, one minute apart. */
async function tick(minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) {
    vi.setSystemTime(Date.now() + MINUTE_MS);
    await warmUp.run(event);
  }
}

it('pings at its first tick, and then does nothing until the next ping is due', async () => {
  await tick(5);
  expect(asked).toBe(1);
  expect(lines('warm-up run').length).toBe(1);
  await tick(1);
  expect(asked).toBe(2);
});

it('logs a line for the target, and a summary with what it learned', async () => {
  await tick(1);
  expect(lines('warm-up target')).toEqual([
    {
      event: 'warm-up target',
      target: target.url.href,
      outcome: 'warm',
      cold: false,
      instanceId: 'a1',
      ageMs: 700_000,
      idleMs: 300_000,
      loadMs: 0,
      roundTripMs: expect.any(Number),
      attempts: 1,
      intervalMinutes: 5,
      atLeastMinutes: 0,
      likelyMinutes: 5,
      atMostMinutes: undefined,
      models: [],
    },
  ]);
  expect(lines('warm-up run')).toEqual([
    {
      event: 'warm-up run',
      targets: 1,
      due: 1,
      warm: 1,
      cold: 0,
      failed: 0,
      tookMs: expect.any(Number),
      learned: [
        {
          target: target.url.href,
          pinged: { at: Date.now(), instance: 'a1' },
          seenAt: Date.now(),
          bins: [[5, 1, 0]],
        },
      ],
    },
  ]);
});

it('pings less often after instances survive, and more often after it finds one gone', async () => {
  await tick(5 * 33);
  expect(lines('warm-up target').at(-1)).toMatchObject({ atLeastMinutes: 5, intervalMinutes: 6 });
  // From now on, instances end after six minutes.
  for (const id of ['b', 'c', 'd']) {
    instance = { id, cold: true, ageMs: 300, idleMs: 300 };
    await tick(6);
  }
  expect(lines('warm-up target').at(-1)).toMatchObject({ cold: true, intervalMinutes: 5, atMostMinutes: 6 });
});

it('pings at once if the clock was set back', async () => {
  await tick(1);
  vi.setSystemTime(Date.now() - 24 * 60 * MINUTE_MS);
  await tick(1);
  expect(asked).toBe(2);
  await tick(4);
  expect(asked).toBe(2);
});

it('loses at most one observation if two ticks come at once', async () => {
  vi.setSystemTime(Date.now() + MINUTE_MS);
  await Promise.all([warmUp.run(event), warmUp.run(event)]);
  await tick(4);
  expect(asked).toBe(2);
  expect(lines('warm-up run').length).toBe(2);
});

it('fails for a target that it could not warm, after it has warmed the others, and retries that one', async () => {
  const other = 'https://us-central1-other.cloudfunctions.net/predict';
  vi.stubEnv('WARM_UP_TARGETS', JSON.stringify([other, 'no name', target.url]));
  await start();
  await expect(tick(1)).rejects.toThrow('2 of 3 targets were not warmed');
  expect(asked).toBe(1);
  expect(lines('warm-up target').filter(({ outcome }) => outcome === 'failed')).toEqual([
    {
      event: 'warm-up target',
      severity: 'ERROR',
      message: expect.stringContaining("belongs to project 'other'"),
      target: other,
      outcome: 'failed',
      reason: 'INVALID_TARGET',
      stack_trace: expect.stringContaining('WarmUpError'),
    },
    expect.objectContaining({ target: 'no name', reason: 'INVALID_TARGET' }),
  ]);
  expect(lines('warm-up run')).toEqual([expect.objectContaining({ due: 3, warm: 1, failed: 2 })]);
  await expect(tick(1)).rejects.toThrow('2 of 2 targets were not warmed');
  expect(asked).toBe(1);
});

it('warms the other targets if some fail, and names the reason of each failure', async () => {
  // Without pauses between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.stubEnv('WARM_UP_TARGET_TIMEOUT_SECONDS', '1');
  let attempts = 0;
  await using hanging = await startServer(() => undefined);
  await using failing = await startServer((_, response) => {
    attempts += 1;
    response.writeHead(500).end('{"error":{"status":"INTERNAL"}}');
  });
  await using other = await startServer((_, response) => response.end('<html>It works!</html>'));
  await using refusing = await startServer((_, response) => response.writeHead(403).end('Forbidden'));
  const urls = [hanging, failing, other, refusing, target].map(({ url }) => url.href);
  const closed = 'http://127.0.0.1:1/predict';
  vi.stubEnv('WARM_UP_TARGETS', JSON.stringify([...urls, closed, 'file:///etc/passwd']));
  await start();

  await expect(tick(1)).rejects.toThrow('6 of 7 targets were not warmed');
  const said = lines('warm-up target').map((line) => [line['target'], line['reason'] ?? line['outcome']]);
  expect(Object.fromEntries(said)).toEqual(
    Object.fromEntries([
      [target.url.href, 'warm'],
      [hanging.url.href, 'TIMED_OUT'],
      [failing.url.href, 'FAILED'],
      [other.url.href, 'NOT_THE_PROTOCOL'],
      [refusing.url.href, 'REFUSED'],
      [closed, 'UNREACHABLE'],
      ['file:///etc/passwd', 'INVALID_TARGET'],
    ]),
  );
  expect(attempts).toBe(3);
});

it('keeps a possible password out of the error if it does not start', async () => {
  for (const targets of ['["https://me:secret@host/predict"]', '["me:secret@host"]', 'me:secret@host']) {
    vi.stubEnv('WARM_UP_TARGETS', targets);
    const error: unknown = await start().catch((reason: unknown) => reason);
    expect(inspect(error, { depth: 10, maxStringLength: null })).not.toContain('secret');
    if (targets !== '["me:secret@host"]') expect(error).toBeInstanceOf(Error);
  }
});

it('does not start with settings that contradict each other', async () => {
  vi.stubEnv('WARM_UP_LONGEST_MINUTES', '1');
  await expect(start()).rejects.toThrow(/WARM_UP_LONGEST_MINUTES/);
  expect(asked).toBe(0);
});

/** Google's servers, with a function of the project, a log and App Check. */
function deployed({ url }: Asked, learned?: unknown) {
  if (url === 'https://us-central1-my-app.cloudfunctions.net/predict') {
    const timing = { loadMs: 0, queueMs: 0, inferenceMs: 2, cold: false, instanceId: 'b1' };
    return {
      status: 200,
      body: { result: { models: [], timing, instance: { ageMs: 900_000, idleMs: 720_000 } } },
    };
  }
  if (url.endsWith(':signBlob')) return { status: 200, body: { signedBlob: 'c2lnbmVk' } };
  if (url.endsWith(':exchangeCustomToken')) {
    return { status: 200, body: { token: 'secret-app-check-token', ttl: '3600s' } };
  }
  if (url.endsWith('/entries:list')) {
    return { status: 200, body: learned ? { entries: [{ jsonPayload: { learned } }] } : {} };
  }
  return undefined;
}

/** Starts it as on the platform, to warm the project's own `predict` by default. */
async function startDeployed(settings: Record<string, string> = {}): Promise<void> {
  const env = {
    K_SERVICE: 'warmup',
    FIREBASE_CONFIG: '{"projectId":"my-app"}',
    PREDICT_REGION: 'us-central1',
    WARM_UP_TARGETS: '["predict"]',
    ...settings,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  await start();
}

it('shows its tokens only to functions of its own project, and to no log', async () => {
  let strangers: object | undefined;
  await using stranger = await startServer((request, response) => {
    strangers = request.headers;
    response.end('{}');
  });
  await startDeployed({
    WARM_UP_APP_CHECK_APP_ID: '1:23:web:45',
    WARM_UP_TARGETS: JSON.stringify(['predict', stranger.url]),
  });
  await using google = await standInForGoogle((question) => deployed(question));
  await expect(tick(1)).rejects.toThrow('1 of 2 targets');
  const called = google.asked.find(({ url }) => url.includes('cloudfunctions'));
  expect([called?.appCheck, called?.identity]).toEqual(['secret-app-check-token', IDENTITY_TOKEN]);
  const given = google.asked.find(({ url }) => url.includes('/identity?'));
  expect(given?.url).toMatch(/audience=pilotlight%3Awarm-up%3Amy-app&format=full$/);
  expect(JSON.stringify(strangers)).toMatch(/content-type/);
  expect(JSON.stringify(strangers)).not.toMatch(/secret/);
  const logged = JSON.stringify([info.mock.calls, warn.mock.calls, write.mock.calls]);
  expect(logged).toContain('predict was warm');
  expect(logged).not.toMatch(new RegExp(`secret|${ACCESS_TOKEN}`));
});

it('warms without a token if it cannot mint one, and names the missing role', async () => {
  await startDeployed({ WARM_UP_APP_CHECK_APP_ID: '1:23:web:45' });
  await using google = await standInForGoogle((question) =>
    question.url.endsWith(':signBlob') ? { status: 403, body: 'denied' } : deployed(question),
  );
  await tick(1);
  const called = google.asked.find(({ url }) => url.includes('cloudfunctions'));
  expect([called?.appCheck, lines('warm-up run')[0]?.['warm']]).toEqual([undefined, 1]);
  expect(warn).toHaveBeenCalledWith(
    expect.stringMatching(/serviceAccountTokenCreator.*answered 403: denied/),
  );
});

it('continues with what an earlier process learned', async () => {
  await startDeployed();
  const earlier = Date.now() - MINUTE_MS;
  const learned = [
    { target: 'predict', pinged: { at: earlier, instance: 'b1' }, seenAt: earlier, bins: [[11, 50, 0]] },
    { target: 'removed', seenAt: earlier, bins: [[7, 1, 0]] },
  ];
  await using _ = await standInForGoogle((question) => deployed(question, learned));
  await tick(10);
  expect(lines('warm-up run')).toEqual([]);
  await tick(1);
  expect(lines('warm-up target')).toEqual([
    expect.objectContaining({ atLeastMinutes: 11, intervalMinutes: 12 }),
  ]);
  expect(lines('warm-up run')[0]?.['learned']).toEqual([expect.objectContaining({ target: 'predict' })]);
});

it('still warms if it cannot read that back, and does not overwrite it', async () => {
  await startDeployed();
  await using _ = await standInForGoogle((question) =>
    question.url.endsWith('/entries:list') ? { status: 403, body: 'denied' } : deployed(question),
  );
  await tick(1);
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/roles\/logging\.viewer.*answered 403: denied/));
  expect(lines('warm-up run')).toEqual([expect.not.objectContaining({ learned: expect.anything() })]);
});
