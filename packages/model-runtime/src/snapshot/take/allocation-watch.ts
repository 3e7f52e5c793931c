import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import type { HostWatch, HostWrite } from './host-watch.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import type { HostWork } from './watch-tfjs-kernels.ts';

/** Functions that TensorFlow.js calls between kernels. None of them reads what the host has written. */
const BOOKKEEPING = new Set([
  'malloc',
  'free',
  'stackSave',
  'stackAlloc',
  'stackRestore',
  'register_tensor',
  'dispose_data',
]);

/** The value that fresh memory is filled with, to see if the host or a kernel has written there. */
const UNTOUCHED = 0xa5;

interface Block {
  at: number;
  length: number;
  isWritten: boolean;
}

/**
 * Watches only where TensorFlow.js's WebAssembly backend writes: blocks that it has allocated during the run and that no
 * kernel has written to. Comparing all of memory at each of some hundred calls would take half a minute for MobileNet. A
 * missed write shows when the snapshot is compared with the engine.
 */
export function watchAllocations(
  memory: WasmMemory,
  host?: Pick<HostWork, 'originOf' | 'takeChecks' | 'listen'>,
): HostWatch {
  /** Blocks that were allocated in this run and not freed, in this order. */
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
   * Returns the origin of a block's bytes. Looking for the same bytes elsewhere is not enough: an input that is bounded
   * to a range, and does not leave it in this run, looks like the bounded one.
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
      // A copy must be made before its source is freed, and before it is freed itself.
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
        // A scalar's shape takes no bytes. It has the address of what was allocated before it, such as another shape.
        if (first > 0) onStack.set(result, { at: result, length: first, isWritten: true });
      } else if (callee === 'stackRestore') {
        onStack.clear();
      } else if (callee === 'free') {
        blocks.delete(first >>> 0);
      } else if (!BOOKKEEPING.has(callee)) {
        newlyWritten();
      }
    },

    listen: (onRead) => host?.listen(onRead),
    stop: () => undefined,
  };
}
