import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allocate, elementCount, type NamedTensors, type Tensor } from '@pilotlight/protocol/tensors';
import { expect } from 'vitest';
import type { ModelSource } from '../../engine.ts';

export const FIXTURES = join(import.meta.dirname, '../../../../fixtures');

export interface WrittenTensor {
  dtype: Exclude<Tensor['dtype'], 'string'>;
  shape: number[];
  data: (number | boolean | string)[];
}
export interface Call {
  signature: string;
  inputs: Record<string, WrittenTensor>;
  outputs: Record<string, WrittenTensor>;
}

export async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(join(FIXTURES, file), 'utf8'));
}

export function sourceOf(file: Uint8Array, signatures: ModelSource['manifest']['signatures']): ModelSource {
  return {
    manifest: {
      format: 'tflite',
      engine: 'litert',
      entry: 'model.tflite',
      signatures,
      files: {},
      sample: {},
    },
    path: 'nowhere',
    read: async () => Uint8Array.from(file),
  };
}

export function signatureOf({ inputs, outputs }: Call, batch: number) {
  const specs = (tensors: Record<string, WrittenTensor>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { dtype, shape }]) => [
        name,
        { dtype, shape: [batch, ...shape.slice(1)] },
      ]),
    );
  return { inputs: specs(inputs), outputs: specs(outputs) };
}

export function decodeAll(tensors: Record<string, WrittenTensor>): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
      const elements = allocate(dtype, elementCount(shape));
      for (const [at, element] of data.entries()) {
        elements[at] = dtype === 'int64' ? BigInt(element) : Number(element);
      }
      return [name, { dtype, shape, data: elements }];
    }),
  );
}

/** Largest difference of outputs from the expected ones: in quanta, or as a fraction of the largest float. */
export function deviation(outputs: NamedTensors, expected: Record<string, WrittenTensor>): number {
  expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(expected).toSorted());
  return Math.max(
    ...Object.entries(expected).map(([name, { dtype, shape, data }]) => {
      const output = theOne(outputs[name]);
      expect({ dtype: output.dtype, shape: output.shape }).toEqual({ dtype, shape });
      const scale =
        dtype === 'float32' ? Math.max(1e-9, ...data.map((element) => Math.abs(Number(element)))) : 1;
      return Math.max(
        ...data.map((element, at) => Math.abs(Number(output.data[at]) - Number(element)) / scale),
      );
    }),
  );
}

export function theOne<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the fixture does not have it');
  return value;
}
