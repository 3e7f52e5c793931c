import type { EngineName } from '@pilotlight/protocol';
import type { DType, NamedTensors } from '@pilotlight/protocol/tensors';
import { WASM_PAGE, type WasmMemory } from '../../webassembly/web-assembly.ts';
import type { ModelSource } from '../../engines/engine.ts';
import { readOpenSizes } from '../../engines/litert/open-sizes.ts';
import { findWeights } from '../../engines/litert/find-weights.ts';
import { findKeptState } from '../../engines/litert/kept-state.ts';
import { watchAllocations } from './allocation-watch.ts';
import type { HostWatch } from './host-watch.ts';
import type { Extent } from './unread-memory.ts';
import { type HostWork, watchTfjsKernels } from './watch-tfjs-kernels.ts';
import { watchWholeMemory } from './whole-memory-watch.ts';

/** What must be known of the boundary between an engine and its WebAssembly module to record what passes it. */
export interface EngineBoundary {
  /** The element types that inputs may have. */
  dtypes: readonly DType[];
  watch: (memory: WasmMemory, inputs: NamedTensors, host: HostWork | undefined) => HostWatch;
  /** Imports that copy within memory, as `memcpy` does. */
  copies: readonly string[];
  /** Whether what a call returns is an address that may be another in the next run. */
  givesAddress: (callee: string, result: number) => boolean;
  /** Whether an argument can be such an address, and not just a number that happens to be the same. */
  takesAddress: (callee: string, argument: number) => boolean;
  /** The names of the module's allocator, and of the import by which it asks for more memory, where they are known. */
  allocator?: { malloc: string; free: string; grow: string };
  /**
   * Where weights lie in memory as the model's file has them. The module reads all of each, or nothing, once it has packed
   * them: see unread-memory.ts. Undefined where that cannot be said; then all of its memory is kept.
   */
  weights: (
    host: { blocks: () => Extent[] },
    memory: Buffer,
    source: Pick<ModelSource, 'read' | 'manifest'>,
  ) => Promise<Extent[] | undefined>;
  /** Says why a model can have no snapshot, where its file says so. */
  whyUnfit?: (source: Pick<ModelSource, 'read' | 'manifest'>) => Promise<string | undefined>;
  /** Watches what the engine does on its own side of the boundary, where it does anything. */
  watchHost?: () => Promise<HostWork>;
  /** Whether the module looks at what kind of processor it is on. */
  asksForProcessor: boolean;
}

/** Functions of TensorFlow.js's backend that take what `malloc` gave, and where; kernels take the numbers of tensors. */
const TFJS_ADDRESSES: Readonly<Record<string, number>> = { register_tensor: 2, free: 0 };

/** The engines that a snapshot can be taken of; the others do not run in WebAssembly. */
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
    // Tensors: those of a run are gone after it.
    weights: async ({ blocks }) => blocks(),
    asksForProcessor: false,
  },
  litert: {
    // Whatever is chosen is chosen within the module, where a function that has not run before traps.
    dtypes: ['float32', 'uint8', 'int8', 'int32', 'int64', 'bool'],
    watch: watchWholeMemory,
    copies: [],
    // Its functions have no names here. What is smaller is a handle or a number.
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
      if (findKeptState(file).isKept)
        return 'it keeps state from run to run, so its engine starts it afresh for each';
      return readOpenSizes(file) && 'its engine prepares it for the sizes of a request';
    },
    asksForProcessor: true,
  },
};
