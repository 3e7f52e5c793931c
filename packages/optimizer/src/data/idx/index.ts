/**
 * Reads IDX, the format of MNIST.
 *
 * @module
 */
export { InvalidIdxError } from './invalid-idx-error.ts';
export { type IdxArray, parseIdx } from './parse-idx.ts';
