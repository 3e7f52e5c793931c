/**
 * What trainings have in common.
 *
 * @module
 */
export { learningRate } from './learning-rate.ts';
export { createRandom, type Random } from './random.ts';
export { shuffle } from './shuffle.ts';
