import type { NamedTensors } from '@pilotlight/protocol/tensors';

/** Returns the elements of each tensor as their bytes in memory. */
export function inputBytes(tensors: NamedTensors): [name: string, bytes: Buffer][] {
  return Object.entries(tensors).flatMap(([name, { data }]) =>
    Array.isArray(data) ? [] : [[name, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]],
  );
}
