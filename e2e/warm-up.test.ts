import { parsePredictResponse, parseWarmResponse } from '@pilotlight/protocol';
import { expect, inject, it } from 'vitest';
import { call } from './support/call.ts';
import { digits } from './support/digits.ts';

it('warms the process that answers the next prediction', async () => {
  // What the scheduler does; the emulator has none, so a schedule runs only when it is asked to.
  const run = await fetch(inject('warmUpUrl'), { method: 'POST' });
  expect(run.status).toBe(200);

  const warm = parseWarmResponse((await call(inject('predictUrl'), { op: 'warm' })).body.result);
  const { body } = await call(inject('predictUrl'), { instances: [digits[7]?.binary] });
  const { timing } = parsePredictResponse(body.result);
  expect(warm.timing.cold).toBe(false);
  expect(timing).toMatchObject({ cold: false, instanceId: warm.timing.instanceId });
  expect(timing.loadMs).toBeLessThan(1);
});
