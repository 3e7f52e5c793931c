import type { Distribution } from '../random/distribution.ts';

/** What a function does, in milliseconds, as far as its calls and its bill depend on it. */
export interface FunctionModel {
  /** From a call that finds no instance to one that can answer it. */
  start: Distribution;
  /** What an instance that is ready works on a call. */
  service: Distribution;
  /** What it works on a ping. */
  pingMs: number;
  /** How long an instance lives that nobody calls. */
  keepAlive: Distribution;
  /** Calls that an instance takes before another one is started. */
  concurrency: number;
  maxInstances: number;
  /** What the warm-up, a function of its own, takes to start. */
  warmUpStart: Distribution;
  /** What the warm-up works at a tick, without what it waits for a ping. */
  tickMs: number;
}
