import { randomUUID } from 'node:crypto';

/** The process that answers: what a caller can tell it from another by, and whether it has run a model yet. */
export interface Instance {
  readonly id: string;
  isCold: boolean;
}

export function createInstance(): Instance {
  return { id: randomUUID(), isCold: true };
}
