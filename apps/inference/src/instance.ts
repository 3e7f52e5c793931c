import { randomUUID } from 'node:crypto';

/** The process that answers: what a caller can tell it from another by, and whether it has run a model yet. */
export interface Instance {
  readonly id: string;
  isCold: boolean;
  /** When a call last came or was answered, in milliseconds since the process started. */
  activeAt: number;
}

export function createInstance(): Instance {
  return { id: randomUUID(), isCold: true, activeAt: 0 };
}

/** How a call found the instance, in milliseconds and before the call itself changes it. */
export interface Arrival {
  isCold: boolean;
  /** Since the process started; the clock of `performance` begins then, and nobody can set it. */
  ageMs: number;
  /** Since the call before, or since the process started. */
  idleMs: number;
}

/** Takes note that a call has come. */
export function arrive(instance: Instance): Arrival {
  const ageMs = performance.now();
  const arrival = { isCold: instance.isCold, ageMs, idleMs: ageMs - instance.activeAt };
  instance.activeAt = ageMs;
  return arrival;
}

/** Takes note that a call has been answered: from now on the instance is idle, unless others are under way. */
export function leave(instance: Instance): void {
  instance.activeAt = performance.now();
}
