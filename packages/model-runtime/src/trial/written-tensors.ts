import type { DType, NamedTensors, Tensor } from '@pilotlight/protocol/tensors';
import { viewBytes } from '@pilotlight/protocol/tensors';

/** Tensors in the form in which one process sends them to another, with NaN and infinities. */
export type WrittenTensors = Record<
  string,
  { dtype: DType; shape: readonly number[]; data: string | string[] }
>;

/** Converts tensors to JSON values. */
export function writeTensors(tensors: NamedTensors): WrittenTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
      name,
      { dtype, shape, data: Array.isArray(data) ? data.map(toBase64) : toBase64(data) },
    ]),
  );
}

/** Reads the result of {@link writeTensors}. */
export function readTensors(written: WrittenTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(written).map(([name, { dtype, shape, data }]): [string, Tensor] => [
      name,
      {
        dtype,
        shape,
        data:
          dtype === 'string' || Array.isArray(data)
            ? [data].flat().map(fromBase64)
            : viewBytes(dtype, fromBase64(data)),
      },
    ]),
  );
}

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** Bytes in their own memory, aligned for any dtype. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
