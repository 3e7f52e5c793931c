import type { EngineName } from '@pilotlight/protocol';
import type { DType, NamedTensors } from '@pilotlight/protocol/tensors';
import { WASM_PAGE, type WasmMemory } from '../../webassembly/web-assembly.ts';
import type { ModelSource } from '../../engines/engine.ts';
import { readOpenSizes } from '../../engines/litert/open-sizes.ts';
import { findWeights } from '../../engines/litert/find-weights.ts';
import { watchAllocations } from './allocation-watch.ts';
import type { HostWatch } from './host-watch.ts';
import type { Extent } from './unread-memory.ts';
import { type HostWork, watchTfjsKernels } from './watch-tfjs-kernels.ts';
import { watchWholeMemory } from './whole-memory-watch.ts';

/** Facts about the boundary between an engine and its WebAssembly module, needed to record the calls across it. */
export interface EngineBoundary {
  /** The element types that inputs may have. */
  dtypes: readonly DType[];
  watch: (memory: WasmMemory, inputs: NamedTensors, host: HostWork | undefined) => HostWatch;
  /** Imports that copy within memory, as `memcpy` does. */
  copies: readonly string[];
  /** True if a call returns an address, which may be another in the next run. */
  givesAddress: (callee: string, result: number) => boolean;
  /** True if an argument can be such an address, rather than a number that happens to be the same. */
  takesAddress: (callee: string, argument: number) => boolean;
  /** Names of the module's allocator functions, and of the import that gives it more memory, where they are known. */
  allocator?: { malloc: string; free: string; grow: string };
  /**
   * Finds the weights in memory, as the model's file has them. After the module has packed them, it reads all of each or
   * nothing: see unread-memory.ts. Returns undefined if they cannot be found; then all of the memory is kept.
   */
  weights: (
    host: { blocks: () => Extent[] },
    memory: Buffer,
    source: Pick<ModelSource, 'read' | 'manifest'>,
  ) => Promise<Extent[] | undefined>;
  /** Returns why a model can have no snapshot, if its file shows that. */
  whyUnfit?: (source: Pick<ModelSource, 'read' | 'manifest'>) => Promise<string | undefined>;
  /** Watches the work that the engine does outside its module, if it does any. */
  watchHost?: () => Promise<HostWork>;
  /** True if the module looks at the kind of processor that it runs on. */
  asksForProcessor: boolean;
}

/**
 * Functions of TensorFlow.js's backend that take an address, and the index of that argument. Kernels take tensors'
 * numbers.
 */
const TFJS_ADDRESSES: Readonly<Record<string, number>> = { register_tensor: 2, free: 0 };

/** Engines that a snapshot can be taken of. The others do not run in WebAssembly. */
export const ENGINE_BOUNDARIES: Readonly<Partial<Record<EngineName, EngineBoundary>>> = {
  wasm: {
    dtypes: ['float32', 'int32', 'bool'],
    watch: (memory, _, host) => watchAllocations(memory, host),
    copies: ['env.emscripten_memcpy_big'],
    // The stack's addresses are the same in each run.
    givesAddress: (callee) => callee === 'malloc',
    takesAddress: (callee, argument) => TFJS_ADDRESSES[callee] === argument,
    watchHost: watchTfjsKernels,
    allocator: { malloc: 'malloc', free: 'free', grow: 'env.emscripten_resize_heap' },
    // Tensors. Those of a run are freed after it.
    weights: async ({ blocks }) => blocks(),
    asksForProcessor: false,
  },
  litert: {
    // The module makes all choices itself, and a function that has not run before traps.
    dtypes: ['float32', 'uint8', 'int8', 'int32', 'int64', 'bool'],
    watch: watchWholeMemory,
    copies: [],
    // Its functions have no names here. A smaller result is a handle or a number.
    givesAddress: (_callee, result) => result >>> 0 >= WASM_PAGE,
    takesAddress: () => true,
    weights: async (_, memory, { read, manifest }) => {
      const file = await read(manifest.entry);
      const at = memory.indexOf(file);
      return findWeights(file)?.flatMap(([from, length]): Extent[] =>
        at === -1 ? [] : [[at + from, length]],
      );
    },
    whyUnfit: async ({ read, manifest }) => {
      const file = await read(manifest.entry);
      return readOpenSizes(file) && 'its engine prepares it for the sizes of a request';
    },
    asksForProcessor: true,
  },
};
