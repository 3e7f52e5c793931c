import type { LiteRt } from '@litertjs/core';

/**
 * Exports of the WebAssembly module. The package's own functions around it are not used: they take only float32, int32 and
 * uint8, keep one module for the whole process, and expect a browser. The package's types are used.
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
