import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { startEngine } from '../../engines/start-engine.ts';
import { createMoveTracer, type Moved } from './trace-moves.ts';

interface Case {
  kernel: string;
  shapes: number[][];
  dtype: 'float32' | 'int32' | 'bool';
  attrs: tf.NamedAttrMap;
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
const size = fc.integer({ min: 1, max: 4 });
const shapeOf = (rank: number) => fc.array(size, { minLength: rank, maxLength: rank });
const shape = fc.integer({ min: 1, max: 4 }).chain(shapeOf);
const axisOf = (sizes: readonly number[]) => fc.nat(sizes.length - 1);
const dtype = fc.constantFrom('float32', 'int32', 'bool');

/** Returns cases of a kernel with one input, of a random shape. */
function cases(
  kernel: string,
  attrsOf: (sizes: number[]) => fc.Arbitrary<tf.NamedAttrMap>,
  sizes: fc.Arbitrary<number[]> = shape,
): fc.Arbitrary<Case> {
  return sizes.chain((one) =>
    fc.record({ kernel: fc.constant(kernel), shapes: fc.constant([one]), dtype, attrs: attrsOf(one) }),
  );
}

const BLOCK = { blockShape: [2, 2] };
const NO_MASKS = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };

const MOVES: fc.Arbitrary<Case>[] = [
  cases('Identity', () => fc.constant({})),
  cases('Slice', (sizes) =>
    fc.tuple(...sizes.map((length) => fc.nat(length - 1))).map((begin) => ({
      begin,
      size: sizes.map((length, axis) => Math.max(1, length - (begin[axis] ?? 0) - (axis % 2))),
    })),
  ),
  cases('StridedSlice', (sizes) =>
    fc
      .array(fc.constantFrom(1, 2, -1, -2), { minLength: sizes.length, maxLength: sizes.length })
      .map((strides) => ({
        ...NO_MASKS,
        begin: sizes.map((length, axis) => ((strides[axis] ?? 1) > 0 ? 0 : length - 1)),
        end: sizes.map((length, axis) => ((strides[axis] ?? 1) > 0 ? length : -length - 1)),
        strides,
      })),
  ),
  cases('Unpack', (sizes) => axisOf(sizes).map((axis) => ({ axis }))),
  cases('SplitV', (sizes) =>
    axisOf(sizes).map((axis) => ({ axis, numOrSizeSplits: [1, -1].slice(0, sizes[axis] === 1 ? 1 : 2) })),
  ),
  cases('Transpose', (sizes) =>
    fc.shuffledSubarray([...sizes.keys()], { minLength: sizes.length }).map((perm) => ({ perm })),
  ),
  cases(
    'BatchToSpaceND',
    () =>
      fc.constantFrom(
        {
          ...BLOCK,
          crops: [
            [0, 1],
            [1, 0],
          ],
        },
        {
          ...BLOCK,
          crops: [
            [0, 0],
            [0, 0],
          ],
        },
      ),
    shapeOf(3).map(([height = 1, width = 1, channels = 1]) => [4, height, width, channels]),
  ),
  cases(
    'SpaceToBatchND',
    () =>
      fc.constant({
        ...BLOCK,
        paddings: [
          [0, 0],
          [0, 0],
        ],
      }),
    shapeOf(4).map(([batch = 1, height = 1, width = 1, channels = 1]) => [
      batch,
      height * 2,
      width * 2,
      channels,
    ]),
  ),
  shape.chain((sizes) =>
    fc
      .record({
        kernel: fc.constant('Concat'),
        dtype,
        axis: axisOf(sizes),
        along: fc.array(size, { minLength: 2, maxLength: 3 }),
      })
      .map(({ axis, along, ...rest }) => ({
        ...rest,
        shapes: along.map((length) => sizes.with(axis, length)),
        attrs: { axis },
      })),
  ),
  shape.chain((sizes) =>
    fc.record({
      kernel: fc.constant('Pack'),
      dtype,
      shapes: fc.integer({ min: 2, max: 3 }).map((count) => Array.from({ length: count }, () => sizes)),
      attrs: axisOf(sizes).map((axis) => ({ axis })),
    }),
  ),
  cases('Cast', () => fc.constantFrom({ dtype: 'float32' }, { dtype: 'int32' })),
];

/** Returns random elements, with infinities and NaN among them. */
function valuesOf(like: Case['dtype'], count: number, random: () => number): tf.TypedArray {
  const values = new ARRAYS[like](count);
  const odd = [Number.NaN, Infinity, -Infinity, -0, 2.5, -2.5, 3e9, 1e-40];
  for (let at = 0; at < count; at++)
    values[at] =
      like === 'bool'
        ? random() % 2
        : random() % 4 === 0
          ? (odd[random() % odd.length] ?? 0)
          : random() - 2 ** 31;
  return values;
}

/** Kernels that take any number of tensors. */
const LISTS = new Set(['Concat', 'Pack']);

/** Prepares a run of a backend's kernel of TensorFlow.js on tensors that hold these values. */
function runKernel(backend: BackendWasm | MathBackendCPU, one: Case, values: readonly tf.TypedArray[]) {
  const tensors = one.shapes.map((sizes, at): tf.TensorInfo => ({
    shape: sizes,
    dtype: one.dtype,
    dataId: backend.write(values[at] ?? new Uint8Array(), sizes, one.dtype),
  }));
  const { kernelFunc } = tf.getKernel(one.kernel, backend instanceof BackendWasm ? 'wasm' : 'cpu');
  const names = one.kernel === 'Unpack' ? ['value'] : ['x'];
  const named: tf.NamedTensorInfoMap = Object.fromEntries(
    tensors.map((tensor, at) => [names[at] ?? at, tensor]),
  );
  const inputs: tf.NamedTensorInfoMap = LISTS.has(one.kernel)
    ? Object.assign([], Object.fromEntries(tensors.entries()))
    : named;
  return {
    tensors,
    inputs,
    run: (on: object = backend) =>
      [kernelFunc({ inputs, attrs: structuredClone(one.attrs), backend: on })].flat(),
  };
}

/** Returns the bytes that the moves make of a memory. */
function moved(memory: Buffer, moves: Moved, length: number): Buffer {
  const into = Buffer.alloc(length, 0xff);
  if (!Array.isArray(moves)) {
    const [from, to] = moves.cast.map((name) => ARRAYS[name]);
    if (!from || !to) throw new TypeError('no dtype');
    const bytes = Uint8Array.from(memory.subarray(moves.from + moves.offset).subarray(0, moves.count * 4));
    return Buffer.from(to.from(new from(bytes.buffer, 0, moves.count)).buffer);
  }
  for (const { from, rows, length: bytes, offset = 0, fromStep, toStep, to } of moves)
    for (let row = 0; row < rows; row++) {
      const at = from + offset + row * fromStep;
      memory.copy(into, to + row * toStep, at, at + bytes);
    }
  return into;
}

let wasm: BackendWasm;
let cpu: MathBackendCPU;

beforeAll(async () => {
  await startEngine('wasm', { assetPath: installedAsset });
  const [one, other] = [tf.backend(), tf.findBackend('cpu')];
  if (!(one instanceof BackendWasm) || !(other instanceof MathBackendCPU)) throw new TypeError('no backends');
  wasm = one;
  cpu = other;
});

it('follows every element to its origin, bit for bit as the kernels of TensorFlow.js return it', () => {
  fc.assert(
    fc.property(fc.oneof(...MOVES), fc.infiniteStream(fc.nat(2 ** 31 - 1)), (one, stream) => {
      const random = () => Number(stream.next().value);
      const values = one.shapes.map((sizes) => valuesOf(one.dtype, tf.util.sizeFromShape(sizes), random));
      const { tensors, inputs, run } = runKernel(wasm, one, values);
      const moves = createMoveTracer(wasm).movesOf(tf.getKernel(one.kernel, 'wasm'), {
        inputs,
        attrs: one.attrs,
        backend: wasm,
      });
      const [first = { shape: [], dtype: 'bool', dataId: {} }] = tensors;
      const made: tf.DataId[] = [];
      const watched = Object.assign(Object.create(wasm), {
        write(...given: Parameters<BackendWasm['write']>) {
          const dataId = wasm.write(...given);
          made.push(dataId);
          return dataId;
        },
      });
      const outputs = run(watched);
      const expected = runKernel(cpu, one, values).run();
      const memory = Buffer.from(wasm.typedArrayFromHeap(first).buffer);
      for (const [at, { dataId, dtype: as }] of outputs.entries()) {
        const bytes = bytesOf(wasm.readSync(dataId), as);
        expect(bytes).toEqual(bytesOf(cpu.readSync(expected[at]?.dataId ?? {}), as));
        if (!made.includes(dataId)) continue;
        const from = moves[made.indexOf(dataId)];
        expect(from && moved(memory, from, bytes.length)).toEqual(bytes);
      }
      for (const { dataId } of [...tensors, ...outputs]) wasm.disposeData(dataId);
    }),
    { numRuns: 400 },
  );
});

/** Returns values as elements of the dtype, in bytes: the cpu backend keeps truth values as such. */
function bytesOf(values: tf.backend_util.BackendValues, as: string): Buffer {
  if (Array.isArray(values) || !(as in ARRAYS)) throw new TypeError(`no ${as} was meant`);
  const { buffer, byteOffset, byteLength } =
    as === 'float32' && !(values instanceof Float32Array)
      ? Float32Array.from(values)
      : as === 'int32' && !(values instanceof Int32Array)
        ? Int32Array.from(values)
        : values;
  return Buffer.from(buffer, byteOffset, byteLength);
}
