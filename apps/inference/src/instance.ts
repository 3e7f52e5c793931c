import { randomUUID } from 'node:crypto';

/** The process that answers calls. */
export interface Instance {
  readonly id: string;
  isCold: boolean;
  /** Time when a call last arrived or was answered, in milliseconds since the process started. */
  activeAt: number;
}

export function createInstance(): Instance {
  return { id: randomUUID(), isCold: true, activeAt: 0 };
}

/** State of the instance when a call arrives. */
export interface Arrival {
  isCold: boolean;
  /** Milliseconds since the process started, by the clock of `performance`, which nobody can set. */
  ageMs: number;
  /** Milliseconds since the previous call, or since the process started. */
  idleMs: number;
}

/** Records that a call has arrived. */
export function arrive(instance: Instance): Arrival {
  const ageMs = performance.now();
  const arrival = { isCold: instance.isCold, ageMs, idleMs: ageMs - instance.activeAt };
  instance.activeAt = ageMs;
  return arrival;
}

/** Records that a call has been answered: the instance is idle now, unless other calls are running. */
export function leave(instance: Instance): void {
  instance.activeAt = performance.now();
}
