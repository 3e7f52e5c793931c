import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { WasmMemory } from '../../webassembly/web-assembly.ts';
import type { HostWatch } from './host-watch.ts';
import { inputBytes } from './input-bytes.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

const BLOCK = 4096;

/**
 * Compares all of memory, so it misses nothing. For engines that cross the boundary some tens of times in a run. The host
 * may write only inputs.
 */
export function watchWholeMemory(memory: WasmMemory, inputs: NamedTensors): HostWatch {
  const current = () => Buffer.from(memory.buffer);
  let before = Buffer.from(current());

  return {
    onEnter(callee) {
      const now = current();
      const changed = changedRange(before, now);
      if (!changed) return [];
      for (const [input, bytes] of inputBytes(inputs)) {
        const at = now.indexOf(bytes, Math.max(0, changed.to - bytes.length));
        if (at !== -1 && at <= changed.from) return [{ at, input }];
      }
      throw new NoSnapshotError(`its engine writes more than inputs into memory before it calls ${callee}`);
    },
    onLeave() {
      before = Buffer.from(current());
    },
  };
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
