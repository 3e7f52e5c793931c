import { between, type Range } from '../random/distribution.ts';
import type { FunctionModel } from '../simulation/function-model.ts';
import { PING_MS, TICK_MS } from './assumptions.ts';
import type { MemorySize } from './memory-size.ts';

/** Known or assumed facts about a function that serves a model. */
export interface FunctionProfile {
  memory: MemorySize;
  concurrency: number;
  maxInstances: number;
  /** Time for a hello world to start there. */
  platformStartMs: Range;
  /** Extra time for the model, in milliseconds. */
  modelStartMs: number;
  /** A prediction in a warm instance, in milliseconds. */
  serviceMs: number;
  keepAliveMs: Range;
  answerBytes: number;
  imageGigabytes: number;
}

/** Converts a profile into the form that the simulation takes. */
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
