import type { Distribution } from '../random/distribution.ts';
import type { RandomStream } from '@pilotlight/statistics/random';
import { billedUntilFree, callsInFlight, endPause, type Instance, startInstance } from './instance.ts';

export interface FleetOptions {
  /** Calls that an instance takes before another one is started. */
  concurrency: number;
  maxInstances: number;
  /** Instances that exist from the start and are never ended. */
  minInstances: number;
  /** Life of an instance that gets no calls, in milliseconds. */
  keepAlive: Distribution;
  /** Luck of each further instance that a call tries after its first choice. */
  random: RandomStream;
  from: number;
}

/** One call on its way into an instance. */
interface Arrival {
  at: number;
  /** Time that a new instance takes to start, in milliseconds. */
  startMs: number;
  /** Luck of the instance that the call would find: from 0 up to 1. */
  luck: number;
}

/** The instance that a call went to. */
interface Admission {
  instance: Instance;
  /** Time at which its answer begins. */
  beginsAt: number;
  /** True if it waits for an instance that starts. */
  isCold: boolean;
  /** Time since that instance answered its last call, or since it started. */
  idleMs: number;
}

/** All instances of one function. */
export interface Fleet {
  /** Finds the instance for a call, or starts one. Calls must come in order. */
  admit(arrival: Arrival): Admission;
  /** Sets the time at which the last admitted call will be answered. */
  occupy(instance: Instance, endsAt: number): void;
  /** Billed time of all instances up to when all calls so far are answered, in milliseconds. */
  billedMs(): number;
  /** Idle time of minimum instances until then, in milliseconds. */
  waitedMs(until: number): number;
}

/**
 * Creates a fleet. A call goes to the first that exists of these: an idle instance (a minimum instance first, then the
 * most recently used one); the instance with room that is free soonest; a new instance, if more are allowed; the
 * instance that is free soonest. Google does not say how it chooses; measurements show that it uses the newest first
 * (Wang et al., "Peeking Behind the Curtains of Serverless Platforms", USENIX ATC 2018).
 *
 * The luck of a call decides if the idle instance that it would find is still alive. An idle instance costs nothing and
 * does nothing, so nothing else depends on it; and the same call has the same luck under every simulated policy.
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
      if (!instance) throw new RangeError('a function must have at least one instance');
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

/** Returns the candidate with the highest score; a score of undefined excludes it. */
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
