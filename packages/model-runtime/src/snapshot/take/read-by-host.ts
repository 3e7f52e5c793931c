import { BYTES_PER_ELEMENT } from '@pilotlight/protocol/tensors';
import type { SnapshotCall, SnapshotWrite } from '../snapshot-plan.ts';
import type { Extent } from './unread-memory.ts';

/**
 * Returns where the host reads what no run has written, such as a weight that it joins to other elements. The module does
 * not note these reads.
 */
export function readByHost(calls: readonly SnapshotCall[]): Extent[] {
  return calls.flatMap(({ writes = [], imports = [] }) => [
    ...writes.flatMap(readFor),
    ...imports.flatMap((made) => readByHost(made.calls ?? [])),
  ]);
}

function readFor(write: SnapshotWrite): Extent[] {
  if (!('from' in write) || typeof write.from !== 'number') return [];
  const { from, offset = 0 } = write;
  if ('rows' in write) return [[from + offset, (write.rows - 1) * write.fromStep + write.length]];
  if ('cast' in write) return [[from + offset, write.count * BYTES_PER_ELEMENT[write.cast[0]]]];
  return [[from + offset, write.length]];
}
