import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import type { Policy } from '../policies/policy.ts';
import { streamsFor } from '../random/streams-for.ts';
import type { LocalClock } from '../time/local-clock.ts';
import { HOURS_OF_WEEK } from '../time/units.ts';
import { createFleet } from './fleet.ts';
import type { FunctionModel } from './function-model.ts';
import type { Instance } from './instance.ts';
import { createLatencies, type Latencies, type LatencySummary } from './latencies.ts';
import { createPinger } from './pinger.ts';

export interface SimulationOptions {
  policy: Policy;
  model: FunctionModel;
  clock: LocalClock;
  /** The same seed gives the same result, and the same call the same luck under two policies. */
  seed: number;
  /** Begin of the simulation, in milliseconds since 1970. */
  from: number;
  /** Collects the latency of calls; defaults to a new collection. */
  latencies?: Latencies;
  /** Returns the extra wait of a call in its instance, in milliseconds: called for each call, in order. */
  loadMs?: (instance: Instance, isCold: boolean) => number;
}

/** Results of the calls of one function under one policy. */
export interface SimulationResult {
  calls: number;
  /** Number of calls that waited for an instance to start. */
  coldCalls: number;
  latencyMs: LatencySummary;
  /** Number of calls, and of cold ones, by the hour of the week. */
  week: { calls: number[]; coldCalls: number[] };
  ticks: number;
  pings: number;
  coldPings: number;
  /** Billed work of the function, and idle time of its minimum instances, in milliseconds. */
  billedMs: number;
  waitedMs: number;
  /** Billed work of the warm-up, in milliseconds. */
  warmUpBilledMs: number;
}

/** Simulation of a function under one policy. Calls come in order. */
export interface Simulation {
  run(batch: ArrivalBatch): void;
  /** Returns the results of all calls until then. */
  result(until: number): SimulationResult;
}

/** Creates a simulation that processes events in order: calls, ticks of the schedule, and the pings that follow. */
export function createSimulation({
  policy,
  model,
  clock,
  seed,
  from,
  latencies = createLatencies(),
  loadMs = () => 0,
}: SimulationOptions): Simulation {
  const nextStream = streamsFor('luck', seed);
  // Each call draws one number of each stream, in every case: so it has the same luck under every policy.
  const luck = nextStream();
  const startLuck = nextStream();
  const serviceLuck = nextStream();

  const { concurrency, maxInstances, keepAlive } = model;
  const { minInstances } = policy;
  const fleet = createFleet({
    concurrency,
    maxInstances,
    minInstances,
    keepAlive,
    random: nextStream(),
    from,
  });
  const pinger = createPinger({ policy, model, clock, from, fleet, nextStream });

  const week = {
    calls: Array.from({ length: HOURS_OF_WEEK }, () => 0),
    coldCalls: Array.from({ length: HOURS_OF_WEEK }, () => 0),
  };
  let calls = 0;
  let coldCalls = 0;

  const call = (at: number): void => {
    const arrival = { at, startMs: model.start(startLuck()), luck: luck() };
    const { instance, beginsAt, isCold } = fleet.admit(arrival);
    const endsAt = beginsAt + loadMs(instance, isCold) + model.service(serviceLuck());
    fleet.occupy(instance, endsAt);
    pinger.called(at);

    latencies.add(endsAt - at);
    calls += 1;
    coldCalls += Number(isCold);
    const hour = clock(at);
    week.calls[hour] = (week.calls[hour] ?? 0) + 1;
    week.coldCalls[hour] = (week.coldCalls[hour] ?? 0) + Number(isCold);
  };

  return {
    run({ times, until }) {
      for (const at of times) {
        pinger.runBefore(at);
        call(at);
      }
      pinger.runBefore(until);
    },
    result: (until) => ({
      calls,
      coldCalls,
      latencyMs: latencies.summary(),
      week,
      ...pinger.counts(),
      billedMs: fleet.billedMs(),
      waitedMs: fleet.waitedMs(until),
    }),
  };
}
