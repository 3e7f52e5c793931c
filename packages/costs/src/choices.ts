/**
 * Choices for a command line, without the simulation: the command line loads this for every command.
 *
 * @module
 */
export { PATTERN_NAMES, type PatternName } from './arrivals/week.ts';
export { CostsError } from './costs-error.ts';
export { type MemorySize, parseMemorySize } from './function/memory-size.ts';
export { PRICES_AS_OF } from './prices/prices.ts';
export { REGIONS, tierOf } from './prices/regions.ts';
export type { Range } from './random/distribution.ts';
export { createLocalClock } from './time/local-clock.ts';
