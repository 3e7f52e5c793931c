import * as tfjsNode from '@pilotlight/model-runtime/tfjs-node';
import { AddonUnavailableError } from './addon-unavailable-error.ts';

/** TensorFlow.js with the native backend. */
export type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';

/**
 * Imports tfjs-node as the engine does, for programs that train or measure.
 *
 * @throws {AddonUnavailableError} if it does not load; the reason is its `cause`.
 */
export async function importTfjsNode(): Promise<tfjsNode.TfjsNode> {
  try {
    return await tfjsNode.importTfjsNode();
  } catch (error) {
    throw new AddonUnavailableError({ cause: error });
  }
}
