/**
 * What trainings have in common.
 *
 * @module
 */
export { learningRate } from './learning-rate.ts';
export { shuffle } from './shuffle.ts';
