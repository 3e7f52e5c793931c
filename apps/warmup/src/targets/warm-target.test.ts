import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { warmTarget } from './warm-target.ts';
import { WarmUpError } from './warm-up-error.ts';

const response = {
  models: [],
  timing: { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'a1' },
  instance: { ageMs: 700_000, idleMs: 600_000 },
};
const busy = new WarmUpError('FAILED', 'it answered 503: ');
const quickly = { firstDelayMs: 1 };

it('tells what the instance said, and when it was asked', async () => {
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

it('tries again what may succeed, two times, and gives up with the last failure', async () => {
  const second = vi.fn().mockRejectedValueOnce(busy).mockResolvedValueOnce(response);
  expect((await warmTarget(second, quickly)).attempts).toBe(2);
  const never = vi.fn().mockRejectedValue(busy);
  await expect(warmTarget(never, quickly)).rejects.toBe(busy);
  expect(never).toHaveBeenCalledTimes(3);
});

it.each(['REFUSED', 'NOT_THE_PROTOCOL', 'INVALID_TARGET'] as const)(
  'does not try again what is %s',
  async (reason) => {
    const call = vi.fn().mockRejectedValue(new WarmUpError(reason, 'no'));
    await expect(warmTarget(call, quickly)).rejects.toMatchObject({ reason });
    expect(call).toHaveBeenCalledTimes(1);
  },
);

it('takes an instance that its first attempt started for cold, though a later one found it loaded', async () => {
  const call = vi
    .fn()
    .mockImplementationOnce(async () => {
      await delay(50);
      throw new WarmUpError('TIMED_OUT', 'no answer within 50 ms');
    })
    .mockResolvedValueOnce({ ...response, instance: { ageMs: 40, idleMs: 10 } });
  expect((await warmTarget(call, quickly)).ping).toMatchObject({ cold: true, ageMs: 40 });
});
