/**
 * Measures what a model and a process take.
 *
 * @module
 */
export { measureModel } from './measure-model.ts';
export { median } from './median.ts';
export { peakMiB } from './peak-memory.ts';
