import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { WrittenTensor } from './keras-fixtures.ts';

/** Converts tensors of the fixtures to those of engines. */
export function toTensors(
  written: Readonly<Record<string, WrittenTensor>>,
  dtype: 'float32' | 'int32',
): NamedTensors {
  return Object.fromEntries(
    Object.entries(written).map(([name, { shape, data }]) => [
      name,
      { dtype, shape, data: dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data) },
    ]),
  );
}
