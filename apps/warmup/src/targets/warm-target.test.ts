import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { warmTarget } from './warm-target.ts';
import { WarmUpError } from './warm-up-error.ts';

const response = {
  models: [],
  timing: { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'a1' },
  instance: { ageMs: 700_000, idleMs: 600_000 },
};
const busy = new WarmUpError('FAILED', 'it answered 503: ');

// Without pauses between attempts.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

it('returns the instance’s answer, and the time of the call', async () => {
  const before = Date.now();
  const { ping, attempts, roundTripMs } = await warmTarget(async () => response);
  expect(attempts).toBe(1);
  expect(roundTripMs).toBeGreaterThan(0);
  expect(ping).toEqual({
    at: expect.closeTo(before, -3),
    instanceId: 'a1',
    cold: false,
    ageMs: 700_000,
    idleMs: 600_000,
  });
});

it('shortens a long id', async () => {
  const timing = { ...response.timing, instanceId: 'x'.repeat(60_000) };
  const { ping } = await warmTarget(async () => ({ ...response, timing }));
  expect(ping.instanceId).toBe('x'.repeat(64));
});

it('retries a transient failure two times, and throws the last one', async () => {
  const second = vi.fn().mockRejectedValueOnce(busy).mockResolvedValueOnce(response);
  expect((await warmTarget(second)).attempts).toBe(2);
  const never = vi.fn().mockRejectedValue(busy);
  await expect(warmTarget(never)).rejects.toBe(busy);
  expect(never).toHaveBeenCalledTimes(3);
});

it('waits for a random part of one second before the first retry, and of two seconds before the second', async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const never = vi.fn().mockRejectedValue(busy);
  const failure = warmTarget(never).catch((error: unknown) => error);
  const madeBy: number[] = [];
  for (const passed of [0, 499, 1, 999, 1]) {
    await vi.advanceTimersByTimeAsync(passed);
    madeBy.push(never.mock.calls.length);
  }
  expect(madeBy).toEqual([1, 1, 2, 2, 3]);
  expect(await failure).toBe(busy);
  vi.useRealTimers();
});

it.each(['REFUSED', 'NOT_THE_PROTOCOL', 'INVALID_TARGET'] as const)(
  'does not retry after %s',
  async (reason) => {
    const call = vi.fn().mockRejectedValue(new WarmUpError(reason, 'no'));
    await expect(warmTarget(call)).rejects.toMatchObject({ reason });
    expect(call).toHaveBeenCalledTimes(1);
  },
);

it('counts an instance that its first attempt started as cold, even if a later attempt found it loaded', async () => {
  const call = vi
    .fn()
    .mockImplementationOnce(async () => {
      await delay(50);
      throw new WarmUpError('TIMED_OUT', 'no answer within 50 ms');
    })
    .mockResolvedValueOnce({ ...response, instance: { ageMs: 40, idleMs: 10 } });
  expect((await warmTarget(call)).ping).toMatchObject({ cold: true, ageMs: 40 });
});
