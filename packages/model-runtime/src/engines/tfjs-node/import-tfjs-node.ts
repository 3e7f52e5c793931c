import type * as tfjsNode from '@tensorflow/tfjs-node';
import { addonMissing, requireAddon } from './native-binding.ts';
import { restoreUtil } from './restore-util.ts';

export { ADDON_FOLDERS, keptAddonFolder } from './kept-addon.ts';

/** TensorFlow.js with the native backend. */
export type TfjsNode = typeof tfjsNode;

/**
 * Imports tfjs-node so that it works on every Node.js from 20 on. Its backend becomes the one that TensorFlow.js uses in
 * this process.
 *
 * @throws {EngineError} if it does not load; the reason is its `cause`.
 */
export async function importTfjsNode(): Promise<TfjsNode> {
  restoreUtil();
  try {
    // With `require`, so that a bundler does not move it: it finds its addon beside its own files.
    const tf: TfjsNode = requireAddon('@tensorflow/tfjs-node');
    return tf;
  } catch (cause) {
    throw addonMissing(cause);
  }
}
