import type { Distribution } from '../random/distribution.ts';

/** Times of a function, in milliseconds, that its calls and its bill depend on. */
export interface FunctionModel {
  /** From a call that finds no instance until the new one can answer. */
  start: Distribution;
  /** Work of a ready instance for a call. */
  service: Distribution;
  /** Work of an instance for a ping. */
  pingMs: number;
  /** Life of an instance that gets no calls. */
  keepAlive: Distribution;
  /** Calls that an instance takes before another one is started. */
  concurrency: number;
  maxInstances: number;
  /** Start of the warm-up, which is a function of its own. */
  warmUpStart: Distribution;
  /** Work of the warm-up for a tick, without waiting for a ping. */
  tickMs: number;
}
