import type { Distribution } from '../random/distribution.ts';
import type { RandomStream } from '@pilotlight/statistics/random';
import { billedUntilFree, callsInFlight, endPause, type Instance, startInstance } from './instance.ts';

export interface FleetOptions {
  /** Calls that an instance takes before another one is started. */
  concurrency: number;
  maxInstances: number;
  /** These are there from the start and are never ended. */
  minInstances: number;
  /** How long an instance lives that nobody calls, in milliseconds. */
  keepAlive: Distribution;
  /** The luck of every instance that is asked for and was not the first choice. */
  random: RandomStream;
  from: number;
}

/** One call on its way into an instance. */
interface Arrival {
  at: number;
  /** How long an instance takes to start, if one has to, in milliseconds. */
  startMs: number;
  /** The luck of the instance that it would find: from 0 up to 1. */
  luck: number;
}

/** Where a call went. */
interface Admission {
  instance: Instance;
  /** When it begins to be answered. */
  beginsAt: number;
  /** Whether it waits for an instance that starts. */
  isCold: boolean;
  /** Since the last call of that instance was answered, or since it started. */
  idleMs: number;
}

/** All instances of one function. */
export interface Fleet {
  /** Finds the instance for a call, or starts one. Calls must come in order. */
  admit(arrival: Arrival): Admission;
  /** Says when the call that was admitted last will be answered. */
  occupy(instance: Instance, endsAt: number): void;
  /** What all instances are billed for, in milliseconds, when all calls so far are answered. */
  billedMs(): number;
  /** How long minimum instances had nothing to do until then, in milliseconds. */
  waitedMs(until: number): number;
}

/**
 * A call goes to an instance that is idle, a minimum instance before the one that was used last; if there is none, to
 * the instance that has room and is free soonest; if there is none, to one that it starts; if there may be none, to
 * the one that is free soonest. Google does not say how it chooses; that the newest is used first is what was seen
 * (Wang et al., "Peeking Behind the Curtains of Serverless Platforms", USENIX ATC 2018).
 *
 * Whether an idle instance is still alive is drawn when a call would find it, with that call's luck. An idle instance
 * costs nothing and does nothing, so nothing else depends on it; and the same call has the same luck whatever policy it
 * is simulated with.
 */
export function createFleet({
  concurrency,
  maxInstances,
  minInstances,
  keepAlive,
  random,
  from,
}: FleetOptions): Fleet {
  const instances = Array.from({ length: minInstances }, (_, id) =>
    startInstance({ id, at: from, readyAt: from, isKept: true }),
  );
  let started = minInstances;
  let endedBilledMs = 0;

  const idleInstance = (at: number, luck: number): Instance | undefined => {
    for (let own: number | undefined = luck; ; own = undefined) {
      const found = bestOf(instances, ({ freeAt, isKept }) =>
        freeAt <= at ? (isKept ? Infinity : freeAt) : undefined,
      );
      if (!found || found.isKept) return found;
      found.lifetimeMs ??= keepAlive(own ?? random());
      if (at - found.freeAt < found.lifetimeMs) return found;
      endedBilledMs += billedUntilFree(found);
      instances.splice(instances.indexOf(found), 1);
    }
  };
  const busyInstance = (at: number, mayQueue: boolean) =>
    bestOf(instances, (instance) =>
      mayQueue || callsInFlight(instance, at) < concurrency ? -instance.freeAt : undefined,
    );
  const newInstance = (at: number, startMs: number): Instance | undefined => {
    if (instances.length >= maxInstances) return undefined;
    const instance = startInstance({ id: started, at, readyAt: at + startMs, isKept: false });
    started += 1;
    instances.push(instance);
    return instance;
  };

  return {
    admit({ at, startMs, luck }) {
      const idle = idleInstance(at, luck);
      const idleMs = idle ? at - idle.freeAt : 0;
      if (idle) endPause(idle, at);
      const ready = idle ?? busyInstance(at, false);
      const created = ready ? undefined : newInstance(at, startMs);
      const instance = ready ?? created ?? busyInstance(at, true);
      if (!instance) throw new RangeError('a function has to have an instance at least');
      return {
        instance,
        beginsAt: Math.max(at, instance.freeAt),
        isCold: instance === created || at < instance.readyAt,
        idleMs,
      };
    },
    occupy(instance, endsAt) {
      instance.ends.push(endsAt);
      instance.freeAt = Math.max(instance.freeAt, endsAt);
    },
    billedMs: () => instances.reduce((sum, instance) => sum + billedUntilFree(instance), endedBilledMs),
    waitedMs: (until) =>
      instances
        .filter(({ isKept }) => isKept)
        .reduce((sum, instance) => sum + Math.max(0, until - from - billedUntilFree(instance)), 0),
  };
}

/** What scores most; undefined is no candidate. */
function bestOf<T>(candidates: readonly T[], score: (candidate: T) => number | undefined): T | undefined {
  let best: T | undefined;
  let most = -Infinity;
  for (const candidate of candidates) {
    const points = score(candidate);
    if (points === undefined || points < most) continue;
    best = candidate;
    most = points;
  }
  return best;
}
