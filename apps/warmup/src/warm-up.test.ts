import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startServer } from './test-server.ts';
import { warmUp } from './warm-up.ts';

const { info, write } = vi.hoisted(() => ({ info: vi.fn(), write: vi.fn() }));
vi.mock('firebase-functions/logger', () => ({ info, write }));

const timing = { loadMs: 0, queueMs: 0, inferenceMs: 2, cold: false, instanceId: 'a1' };
const event = { scheduleTime: '2026-01-01T00:00:00Z' };
let asked = 0;
let target: Awaited<ReturnType<typeof startServer>>;

beforeEach(async () => {
  asked = 0;
  target = await startServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => response.end(JSON.stringify({ result: { models: [], timing } })));
  });
  vi.stubEnv('WARM_UP_TARGET_TIMEOUT_SECONDS', '5');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await target[Symbol.asyncDispose]();
});

it('warms every target and logs whether it found it warm', async () => {
  vi.stubEnv('WARM_UP_TARGETS', JSON.stringify([target.url, target.url]));
  await warmUp.run(event);
  expect(asked).toBe(2);
  expect(info).toHaveBeenCalledTimes(2);
  expect(info).toHaveBeenCalledWith(
    `${target.url.href} was warm`,
    expect.objectContaining({ target: target.url.href, cold: false, instanceId: 'a1' }),
  );
});

it('fails for one target that it could not warm, after it has warmed the others', async () => {
  vi.stubEnv('WARM_UP_TARGETS', JSON.stringify(['http://127.0.0.1:1/predict', 'no name', target.url]));
  await expect(warmUp.run(event)).rejects.toThrow('2 of 3 targets were not warmed');
  expect(asked).toBe(1);
  expect(write).toHaveBeenCalledWith(
    expect.objectContaining({ severity: 'ERROR', stack_trace: expect.stringContaining('127.0.0.1:1') }),
  );
});
