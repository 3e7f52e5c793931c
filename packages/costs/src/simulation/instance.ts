import { BILLING_STEP_MS } from '../prices/prices.ts';

/**
 * A process that answers calls in the order in which they came, one at a time: they share one processor, and the model
 * runtime runs one at a time.
 */
export interface Instance {
  readonly id: number;
  readonly startedAt: number;
  /** Time at which it can begin to answer. */
  readonly readyAt: number;
  /** True for a minimum instance, which is never ended. */
  readonly isKept: boolean;
  /** Time at which it will have answered all its calls. */
  freeAt: number;
  /** Time since which it has been busy without a pause. */
  busySince: number;
  /** Billed time before that, in steps of 100 ms. */
  billedMs: number;
  /** Times at which its calls are answered; those before `answered` are done. */
  ends: number[];
  answered: number;
  /** Its life from `freeAt` on, in milliseconds; undefined until it is needed. */
  lifetimeMs: number | undefined;
}

export function startInstance({
  id,
  at,
  readyAt,
  isKept,
}: {
  id: number;
  at: number;
  readyAt: number;
  isKept: boolean;
}): Instance {
  return {
    id,
    startedAt: at,
    readyAt,
    isKept,
    freeAt: readyAt,
    busySince: at,
    billedMs: 0,
    ends: [],
    answered: 0,
    lifetimeMs: undefined,
  };
}

/** Number of calls that it has taken and not yet answered. */
export function callsInFlight(instance: Instance, at: number): number {
  const { ends } = instance;
  while (instance.answered < ends.length && (ends[instance.answered] ?? 0) <= at) instance.answered += 1;
  if (instance.answered > 1000) {
    ends.splice(0, instance.answered);
    instance.answered = 0;
  }
  return ends.length - instance.answered;
}

/** Begins work after a pause: the work before it is billed. */
export function endPause(instance: Instance, at: number): void {
  instance.billedMs = billedUntilFree(instance);
  instance.busySince = at;
  instance.lifetimeMs = undefined;
  instance.ends = [];
  instance.answered = 0;
}

/** Returns all billed time so far, in milliseconds. */
export function billedUntilFree({ billedMs, busySince, freeAt }: Instance): number {
  // The small term absorbs rounding errors of sums of milliseconds.
  return billedMs + Math.ceil((freeAt - busySince) / BILLING_STEP_MS - 1e-6) * BILLING_STEP_MS;
}
