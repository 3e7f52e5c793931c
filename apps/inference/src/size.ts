import type { MemoryOption } from 'firebase-functions/options';

/** Set by the build: the smallest memory size that holds the deployed models, by their measured needs. */
declare const MEMORY: MemoryOption;
export const memory = MEMORY;

/**
 * Set by the build: the fewest processors that Cloud Run allows for that much memory, because one call runs at a time.
 * Less than one processor would rule out concurrency and lengthen every cold start.
 */
declare const CPU: number;
export const cpu = CPU;
