import type { LiteRt } from '@litertjs/core';

/**
 * What the WebAssembly module exports. The package's own functions over it are not used: they take float32, int32 and
 * uint8 only, keep one module for the whole process, and expect a browser around them. Its types are.
 */
export type LitertBindings = LiteRt['liteRtWasm'];

export type LitertEnvironment = ReturnType<LitertBindings['LiteRtEnvironment']['create']>;
export type LitertModel = ReturnType<LitertBindings['loadModel']>;
export type LitertTensorBuffer = ReturnType<LitertBindings['LiteRtTensorBuffer']['createManaged']>;
export type LitertTensorType = ReturnType<LitertModel['getInputTensorType']>;

/** Copies a C++ vector, and deletes it. */
export function takeVector<Item>(vector: {
  size(): number;
  get(index: number): Item;
  delete(): void;
}): Item[] {
  const items = Array.from({ length: vector.size() }, (_, at) => vector.get(at));
  vector.delete();
  return items;
}
