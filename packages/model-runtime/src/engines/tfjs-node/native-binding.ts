import { createRequire } from 'node:module';
import { join } from 'node:path';
import { linkKeptAddon } from './kept-addon.ts';
import { EngineError } from '../../errors/engine-error.ts';

/** A tensor in TensorFlow's memory. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: readonly number[];
  /** TensorFlow's number of the element type. */
  readonly dtype: number;
}

/** The functions of tfjs-node's addon that are used here: TensorFlow itself, without TensorFlow.js. */
export interface NativeBinding {
  /** Shares the memory of an aligned array until the tensor is deleted; int64 is twice as many int32, low half first. */
  createTensor(
    shape: readonly number[],
    dataType: number,
    elements: Float32Array | Int32Array | Uint8Array | readonly Uint8Array[],
  ): number;
  deleteTensor(id: number): void;
  /** Copies the elements out. */
  tensorDataSync(id: number): Float32Array | Int32Array | BigInt64Array | Uint8Array | Uint8Array[];
  executeOp(
    op: string,
    attributes: readonly { name: string; type: number; value: number | boolean }[],
    inputs: readonly number[],
    outputCount: number,
  ): NativeTensor[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(
    session: number,
    inputs: readonly number[],
    inputNodes: string,
    outputNodes: string,
  ): NativeTensor[];
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
  readonly TF_ATTR_TYPE: number;
}

/**
 * Loads only the addon: a SavedModel does not need TensorFlow.js, which would double the time to start. With `require`,
 * because an addon is not an ES module, and so that no bundler tries to follow it.
 *
 * @throws {EngineError} if the addon is missing or does not load; the reason is its `cause`.
 */
export function loadNativeBinding(): NativeBinding {
  // Otherwise TensorFlow logs the processor to stderr at every cold start; warnings are still logged.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  try {
    const binding: NativeBinding = requireAddon('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
    return binding;
  } catch (cause) {
    throw addonMissing(cause);
  }
}

/** Requires a module that needs the addon, and tries again if the machine keeps an addon that the package has lost. */
export function requireAddon(id: string): ReturnType<NodeJS.Require> {
  try {
    return requireFromHere(id);
  } catch (error) {
    if (!linkKeptAddon(requireFromHere)) throw error;
    return requireFromHere(id);
  }
}

const requireFromHere = createRequire(join(import.meta.dirname, 'package.json'));

export function addonMissing(cause: unknown): EngineError {
  return new EngineError(
    'tfjs-node',
    'TensorFlow for Node.js (@tensorflow/tfjs-node) does not load. Install its native addon with ' +
      '`npm run native:setup`, then try again',
    { cause },
  );
}
