import { between, type Range } from '../random/distribution.ts';
import type { FunctionModel } from '../simulation/function-model.ts';
import { PING_MS, TICK_MS } from './assumptions.ts';
import type { MemorySize } from './memory-size.ts';

/** What is known, or assumed, of a function that serves a model. */
export interface FunctionProfile {
  memory: MemorySize;
  concurrency: number;
  maxInstances: number;
  /** What a hello world would take to start there. */
  platformStartMs: Range;
  /** What the model needs on top of that. */
  modelStartMs: number;
  /** A prediction of a warm instance. */
  serviceMs: number;
  keepAliveMs: Range;
  answerBytes: number;
  imageGigabytes: number;
}

/** The function as the simulation wants it. */
export function functionModel(profile: FunctionProfile): FunctionModel {
  const { platformStartMs, modelStartMs, serviceMs, keepAliveMs, concurrency, maxInstances } = profile;
  const platformStart = between(platformStartMs);
  return {
    start: (uniform) => platformStart(uniform) + modelStartMs,
    service: () => serviceMs,
    pingMs: PING_MS,
    keepAlive: between(keepAliveMs),
    concurrency,
    maxInstances,
    warmUpStart: platformStart,
    tickMs: TICK_MS,
  };
}
