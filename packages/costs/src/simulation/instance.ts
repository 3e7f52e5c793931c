import { BILLING_STEP_MS } from '../prices/prices.ts';

/**
 * A process that answers calls, one after the other in the order in which they came: they share one processor, and the
 * model runtime lets one run at a time through.
 */
export interface Instance {
  readonly id: number;
  readonly startedAt: number;
  /** When it can begin to answer. */
  readonly readyAt: number;
  /** A minimum instance: it is never ended. */
  readonly isKept: boolean;
  /** When it will have answered all that it has taken. */
  freeAt: number;
  /** Since when it has had something to do, without a pause. */
  busySince: number;
  /** Before that, in steps of 100 ms. */
  billedMs: number;
  /** When each call that it has taken is answered; those before `answered` are over. */
  ends: number[];
  answered: number;
  /** How long it lives from `freeAt` on, undefined until somebody asks. */
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

/** How many calls it has taken and not yet answered. */
export function callsInFlight(instance: Instance, at: number): number {
  const { ends } = instance;
  while (instance.answered < ends.length && (ends[instance.answered] ?? 0) <= at) instance.answered += 1;
  if (instance.answered > 1000) {
    ends.splice(0, instance.answered);
    instance.answered = 0;
  }
  return ends.length - instance.answered;
}

/** It begins to work after a pause: what it did before is billed. */
export function endPause(instance: Instance, at: number): void {
  instance.billedMs = billedUntilFree(instance);
  instance.busySince = at;
  instance.lifetimeMs = undefined;
  instance.ends = [];
  instance.answered = 0;
}

/** Everything that is billed of it so far, in milliseconds. */
export function billedUntilFree({ billedMs, busySince, freeAt }: Instance): number {
  // The small part is what sums of milliseconds are off by.
  return billedMs + Math.ceil((freeAt - busySince) / BILLING_STEP_MS - 1e-6) * BILLING_STEP_MS;
}
