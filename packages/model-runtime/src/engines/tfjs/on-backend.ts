import * as tf from '@tensorflow/tfjs-core';
import { createMutex } from '../../concurrency/mutex.ts';

/**
 * TensorFlow.js has one current backend for the whole process, and everything that it computes or allocates goes there. So
 * everything here that computes with it takes turns, from the first kernel to the last.
 */
export const inTurn = createMutex();

/** Runs a task with TensorFlow.js on this backend, which has been registered. */
export function onBackend<Result>(backend: string, task: () => Promise<Result>): Promise<Result> {
  return inTurn(async () => {
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend))) {
      throw new Error(`TensorFlow.js cannot go back to its backend '${backend}'`);
    }
    return task();
  });
}
