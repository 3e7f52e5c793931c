import type * as tfjsNode from '@tensorflow/tfjs-node';
import { AddonUnavailableError } from './addon-unavailable-error.ts';
import { restoreUtil } from './restore-util.ts';

/** TensorFlow.js with the native backend. */
export type TfjsNode = typeof tfjsNode;

/**
 * Imports tfjs-node, in a state in which it works on every Node.js from 20 on.
 *
 * @throws {AddonUnavailableError} when it does not load; the reason is its `cause`.
 * @example
 * const tf = await importTfjsNode();
 */
export async function importTfjsNode(): Promise<TfjsNode> {
  restoreUtil();
  try {
    return await import('@tensorflow/tfjs-node');
  } catch (error) {
    throw new AddonUnavailableError({ cause: error });
  }
}
