import type { WasmMemory } from '../../webassembly/web-assembly.ts';

/** Uses of a module's memory, by address. */
export interface MemoryUse {
  /** The host copies a typed array, or a list of numbers, to an address. */
  onSet: (at: number, source: ArrayLike<number>) => void;
  /** The host copies what begins at an address. */
  onSlice: (at: number) => void;
}

interface TypedArrayMethods {
  set: (this: Uint8Array, source: ArrayLike<number>, offset?: number) => void;
  slice: (this: Uint8Array, start?: number, end?: number) => Uint8Array;
}

/**
 * Watches what the code of this process copies to and from a module's memory by the methods of typed arrays. Returns a
 * function that ends this.
 */
export function watchTypedArrays(memory: WasmMemory, { onSet, onSlice }: MemoryUse): () => void {
  const methods: TypedArrayMethods = Object.getPrototypeOf(Uint8Array.prototype);
  const { set, slice } = methods;
  methods.set = function watchedSet(source, offset = 0) {
    if (this.buffer === memory.buffer) onSet(this.byteOffset + offset * this.BYTES_PER_ELEMENT, source);
    set.call(this, source, offset);
  };
  methods.slice = function watchedSlice(start = 0, end) {
    if (this.buffer === memory.buffer) onSlice(this.byteOffset + start * this.BYTES_PER_ELEMENT);
    return slice.call(this, start, end);
  };
  return () => {
    Object.assign(methods, { set, slice });
  };
}
