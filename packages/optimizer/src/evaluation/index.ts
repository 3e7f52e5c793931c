/**
 * How well a model does, and how sure one can be of it.
 *
 * @module
 */
export { formatPercent } from './format-percent.ts';
export { type Tally, tally } from './tally.ts';
