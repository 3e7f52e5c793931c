import { NOTHING } from '../../policies/nothing.ts';
import type { Policy } from '../../policies/policy.ts';
import { exponential } from '../../random/distribution.ts';
import { streamsFor } from '../../random/streams-for.ts';
import { createLocalClock } from '../../time/local-clock.ts';
import { MINUTE_MS } from '../../time/units.ts';
import type { FunctionModel } from '../function-model.ts';
import { createSimulation, type SimulationResult } from '../simulation.ts';

/** Instances that start and answer in no time, live for ten minutes and take all calls. */
const INSTANT: FunctionModel = {
  start: () => 0,
  service: () => 0,
  pingMs: 0,
  keepAlive: () => 10 * MINUTE_MS,
  concurrency: Infinity,
  maxInstances: Infinity,
  warmUpStart: () => 0,
  tickMs: 0,
};

/** Simulates calls at these times, in milliseconds from 0 on. */
export function simulate(
  times: readonly number[],
  {
    model = {},
    policy = NOTHING,
    seed = 1,
  }: { model?: Partial<FunctionModel>; policy?: Policy; seed?: number },
): SimulationResult {
  const until = (times.at(-1) ?? 0) + 1;
  const clock = createLocalClock('UTC');
  const simulation = createSimulation({ policy, model: { ...INSTANT, ...model }, clock, seed, from: 0 });
  simulation.run({ from: 0, until, times });
  return simulation.result(until);
}

/** Generates `count` calls of a Poisson process. */
export function poisson(count: number, meanWaitMs: number, seed = 7): number[] {
  const random = streamsFor('calls', seed)();
  const wait = exponential(meanWaitMs);
  let at = 0;
  return Array.from({ length: count }, () => (at += wait(random())));
}
