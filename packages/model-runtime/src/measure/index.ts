/**
 * Measures the memory and time of a model and a process.
 *
 * @module
 */
export { measureModel } from './measure-model.ts';
export { median } from './median.ts';
export { peakMiB } from './peak-memory.ts';
