import type { MemoryOption } from 'firebase-functions/options';

/** Written in by the build: the smallest size that holds the models that are deployed, by what they were measured to need. */
declare const MEMORY: MemoryOption;
export const memory = MEMORY;

/**
 * Written in by the build: the fewest processors that Cloud Run gives that much memory to, as one call runs at a time.
 * Less than a whole one would rule out concurrency and lengthen every cold start.
 */
declare const CPU: number;
export const cpu = CPU;
