import type { Policy } from '../policies/policy.ts';
import type { RandomStream } from '@pilotlight/statistics/random';
import type { LocalClock } from '../time/local-clock.ts';
import { MINUTE_MS } from '../time/units.ts';
import { createFleet, type Fleet } from './fleet.ts';
import type { FunctionModel } from './function-model.ts';
import type { Instance } from './instance.ts';

export interface PingerOptions {
  policy: Policy;
  model: FunctionModel;
  clock: LocalClock;
  from: number;
  /** The function that is pinged. */
  fleet: Fleet;
  nextStream: () => RandomStream;
}

/** The schedule and the function that it starts, which pings the other function. */
export interface Pinger {
  /** Runs all events before this moment. */
  runBefore(at: number): void;
  /** Takes the call of a user. */
  called(at: number): void;
  counts(): { ticks: number; pings: number; coldPings: number; warmUpBilledMs: number };
}

export function createPinger({ policy, model, clock, from, fleet, nextStream }: PingerOptions): Pinger {
  const { schedule } = policy;
  const warmUp = policy.createWarmUp?.();
  const everyMs = (schedule?.everyMinutes ?? Infinity) * MINUTE_MS;
  const warmUps = createFleet({
    // As `warmUp` is deployed: a tick waits until the one before it is done.
    concurrency: 1,
    maxInstances: 1,
    minInstances: 0,
    keepAlive: model.keepAlive,
    random: nextStream(),
    from,
  });
  const luck = nextStream();
  const startLuck = nextStream();
  const pingLuck = nextStream();
  const pingStartLuck = nextStream();

  // Cron ticks at whole minutes.
  let nextTick = schedule ? Math.ceil(from / everyMs) * everyMs : Infinity;
  let ticks = 0;
  let pings = 0;
  let coldPings = 0;
  const underway: { at: number; by: Instance }[] = [];

  const tick = (at: number): void => {
    nextTick += everyMs;
    if (!schedule?.isOpen(clock(at))) return;
    ticks += 1;
    const arrival = { at, startMs: model.warmUpStart(startLuck()), luck: luck() };
    const { instance, beginsAt } = warmUps.admit(arrival);
    if (warmUp?.isDue(at)) underway.push({ at: beginsAt, by: instance });
    else warmUps.occupy(instance, beginsAt + model.tickMs);
  };

  const ping = (at: number, by: Instance): void => {
    pings += 1;
    const arrival = { at, startMs: model.start(pingStartLuck()), luck: pingLuck() };
    const { instance, beginsAt, isCold, idleMs } = fleet.admit(arrival);
    const endsAt = beginsAt + model.pingMs;
    fleet.occupy(instance, endsAt);
    warmUps.occupy(by, endsAt + model.tickMs);
    coldPings += Number(isCold);
    const ageMs = endsAt - instance.startedAt;
    warmUp?.pinged?.({
      at,
      instanceId: String(instance.id),
      cold: isCold,
      ageMs,
      idleMs: isCold ? ageMs : idleMs,
    });
  };

  return {
    runBefore(until) {
      for (;;) {
        const [first] = underway;
        if (first && first.at <= nextTick) {
          if (first.at >= until) return;
          underway.shift();
          ping(first.at, first.by);
        } else {
          if (nextTick >= until) return;
          tick(nextTick);
        }
      }
    },
    called: (at) => warmUp?.called?.(at),
    counts: () => ({ ticks, pings, coldPings, warmUpBilledMs: warmUps.billedMs() }),
  };
}
