import type * as tfjsNode from '@tensorflow/tfjs-node';
import { addonMissing, requireAddon } from './native-binding.ts';
import { restoreUtil } from './restore-util.ts';

export { ADDON_FOLDERS, keptAddonFolder } from './kept-addon.ts';

/** TensorFlow.js with the native backend. */
export type TfjsNode = typeof tfjsNode;

/**
 * Imports tfjs-node, in a state in which it works on every Node.js from 20 on. It makes its backend the one that
 * TensorFlow.js uses in this process.
 *
 * @throws {EngineError} where it does not load; the reason is its `cause`.
 */
export async function importTfjsNode(): Promise<TfjsNode> {
  restoreUtil();
  try {
    // By `require`, so that a bundler leaves it where it is: it finds its addon beside its own files.
    const tf: TfjsNode = requireAddon('@tensorflow/tfjs-node');
    return tf;
  } catch (cause) {
    throw addonMissing(cause);
  }
}
