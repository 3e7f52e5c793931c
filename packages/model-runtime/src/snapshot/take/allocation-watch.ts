import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import type { HostWatch, HostWrite } from './host-watch.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import type { HostWork } from './watch-tfjs-kernels.ts';

/** What TensorFlow.js calls between kernels: none of these reads what the host has written. */
const BOOKKEEPING = new Set([
  'malloc',
  'free',
  'stackSave',
  'stackAlloc',
  'stackRestore',
  'register_tensor',
  'dispose_data',
]);

/** What fresh memory is filled with, to see whether the host or a kernel has written there. */
const UNTOUCHED = 0xa5;

interface Block {
  at: number;
  length: number;
  isWritten: boolean;
}

/**
 * Looks only where TensorFlow.js's WebAssembly backend writes: at what it has allocated during the run and no kernel
 * has written to. Comparing all of memory at each of some hundred calls would take half a minute for MobileNet. What
 * it would miss shows when the snapshot is compared with the engine.
 */
export function watchAllocations(
  memory: WasmMemory,
  host?: Pick<HostWork, 'originOf' | 'takeChecks'>,
): HostWatch {
  /** What has been allocated in this run and not freed, in this order, and whether anything has been written there. */
  const blocks = new Map<number, Block>();
  const onStack = new Map<number, Block>();
  const bytesOf = ({ at, length }: Block) => Buffer.from(memory.buffer, at, length);

  function newlyWritten(): Block[] {
    const found = [...blocks.values()].filter(
      (block) => !block.isWritten && !bytesOf(block).equals(Buffer.alloc(block.length, UNTOUCHED)),
    );
    for (const block of found) block.isWritten = true;
    return found;
  }

  /**
   * Where it has its bytes from. Not by looking for the same bytes elsewhere: an input that is bounded to a range that
   * it does not leave in this run looks like what it is bounded to.
   */
  function explain(block: Block): HostWrite[] {
    const { at, length } = block;
    const origin = host?.originOf(at);
    if (origin === undefined) throw new NoSnapshotError('TensorFlow.js rearranges elements in JavaScript');
    if (origin === 'given') return [{ at, bytes: Buffer.from(bytesOf(block)) }];
    if (!Array.isArray(origin)) return [{ at, ...origin }];
    const [first] = origin;
    if (first?.length !== length) return origin.map((rows) => ({ at, ...rows }));
    return [{ at, from: first.from, offset: first.offset ?? 0, length }];
  }

  return {
    onEnter(callee, args) {
      // A copy is made before what it is made of can be freed, and before it is freed itself.
      if (callee === 'free') return newlyWritten().flatMap(explain);
      if (BOOKKEEPING.has(callee)) return [];
      const literals = args.flatMap((arg) => onStack.get(arg) ?? []);
      return [
        ...literals.map((block) => ({ at: block.at, bytes: Buffer.from(bytesOf(block)) })),
        ...newlyWritten().flatMap(explain),
        ...(host?.takeChecks() ?? []),
      ];
    },

    onLeave(callee, [first = 0], result = 0) {
      if (callee === 'malloc') {
        const block = { at: result >>> 0, length: first, isWritten: false };
        bytesOf(block).fill(UNTOUCHED);
        blocks.set(block.at, block);
      } else if (callee === 'stackAlloc') {
        // The shape of a scalar takes no room: its address is that of what was allocated before it, such as another shape.
        if (first > 0) onStack.set(result, { at: result, length: first, isWritten: true });
      } else if (callee === 'stackRestore') {
        onStack.clear();
      } else if (callee === 'free') {
        blocks.delete(first >>> 0);
      } else if (!BOOKKEEPING.has(callee)) {
        newlyWritten();
      }
    },
  };
}
