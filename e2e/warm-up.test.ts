import { type Emulators, freePorts, startEmulators } from '@pilotlight/local-platform';
import { parsePredictResponse } from '@pilotlight/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits } from './support/digits.ts';

// Emulators of its own: nobody has called `predict` in them yet.
let emulators: Emulators;
beforeAll(async () => {
  emulators = await startEmulators({ ports: await freePorts() });
});
afterAll(() => emulators.stop());

/** What a run of the schedule logs; the emulator has no scheduler, so it runs only when it is asked to. */
async function runSchedule(): Promise<Record<string, unknown>> {
  const logged = () => [...emulators.output().matchAll(/\{"target":.*\}/g)];
  const before = logged().length;
  const run = await fetch(emulators.functionUrl('warmUp-0'), { method: 'POST' });
  expect(run.status).toBe(200);
  await expect.poll(() => logged().length, { timeout: 10_000 }).toBe(before + 1);
  const line: Record<string, unknown> = JSON.parse(logged().at(-1)?.[0] ?? '');
  return line;
}

it('finds predict cold, and warms the very process that answers the next call', async () => {
  const first = await runSchedule();
  expect(first).toMatchObject({ severity: 'INFO', target: 'predict', cold: true });

  const { body } = await call(emulators.functionUrl('predict'), { instances: [digits[7]?.binary] });
  const { timing } = parsePredictResponse(body.result);
  expect(timing).toMatchObject({ cold: false, instanceId: first['instanceId'] });
  expect(timing.loadMs).toBeLessThan(1);

  expect(await runSchedule()).toMatchObject({ cold: false, instanceId: first['instanceId'] });
});
