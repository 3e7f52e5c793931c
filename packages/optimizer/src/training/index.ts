/**
 * Shared parts of trainings.
 *
 * @module
 */
export { learningRate } from './learning-rate.ts';
export { shuffle } from './shuffle.ts';
