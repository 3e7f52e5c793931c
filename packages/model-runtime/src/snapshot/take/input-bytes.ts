import type { NamedTensors } from '@pilotlight/protocol/tensors';

/** The elements of each tensor as the bytes that they are in memory. */
export function inputBytes(tensors: NamedTensors): [name: string, bytes: Buffer][] {
  return Object.entries(tensors).flatMap(([name, { data }]) =>
    Array.isArray(data) ? [] : [[name, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]],
  );
}
