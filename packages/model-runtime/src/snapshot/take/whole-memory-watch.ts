import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import type { HostWatch } from './host-watch.ts';
import { inputBytes } from './input-bytes.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import { watchTypedArrays } from './watch-typed-arrays.ts';

const BLOCK = 4096;

/** An input that the host has copied into memory. */
interface Written {
  at: number;
  input: string;
  length: number;
}

/**
 * Compares all of memory, so it misses nothing. For engines that cross the boundary some tens of times in a run. The host
 * may write only inputs. Which one it writes, and where, is seen when it copies the tensor: the bytes in memory do not
 * tell, as two inputs may be equal, and an input may be what was there before.
 */
export function watchWholeMemory(memory: WasmMemory, inputs: NamedTensors): HostWatch {
  const current = () => Buffer.from(memory.buffer);
  let before = Buffer.from(current());
  let written: Written[] = [];
  let onRead: ((address: number) => void) | undefined;
  const given = inputBytes(inputs);
  const stop = watchTypedArrays(memory, {
    onSet(at, source) {
      const [input] = given.find(([, bytes]) => isSamePlace(source, bytes)) ?? [];
      if (input !== undefined) written.push({ at, input, length: source.length });
    },
    onSlice: (at) => onRead?.(at),
  });

  return {
    onEnter(callee) {
      const changed = changedRange(before, current());
      const [one, ...more] = written;
      // Usually one at a time.
      const isExplained =
        changed === undefined ||
        (one !== undefined &&
          more.length === 0 &&
          one.at <= changed.from &&
          changed.to <= one.at + one.length);
      if (!isExplained)
        throw new NoSnapshotError(`its engine writes more than inputs into memory before it calls ${callee}`);
      return written.splice(0).map(({ at, input }) => ({ at, input }));
    },
    onLeave() {
      before = Buffer.from(current());
      written = [];
    },
    listen(listener) {
      onRead = listener;
    },
    stop,
  };
}

/** True if an array is the same memory, rather than equal to it. */
function isSamePlace(source: ArrayLike<number>, bytes: Buffer): boolean {
  return (
    ArrayBuffer.isView(source) &&
    source.buffer === bytes.buffer &&
    source.byteOffset === bytes.byteOffset &&
    source.byteLength === bytes.byteLength
  );
}

/** Returns the range from the first byte that differs to after the last one. */
function changedRange(before: Buffer, now: Buffer): { from: number; to: number } | undefined {
  let from = -1;
  let to = -1;
  for (let block = 0; block < now.length; block += BLOCK) {
    const end = block + BLOCK;
    if (before.subarray(block, end).equals(now.subarray(block, end))) continue;
    for (let at = block; at < end; at++) {
      if (before[at] === now[at]) continue;
      if (from === -1) from = at;
      to = at + 1;
    }
  }
  return from === -1 ? undefined : { from, to };
}
