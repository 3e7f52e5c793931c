/**
 * Reads IDX, the format that MNIST is given out in.
 *
 * @module
 */
export { InvalidIdxError } from './invalid-idx-error.ts';
export { type IdxArray, parseIdx } from './parse-idx.ts';
