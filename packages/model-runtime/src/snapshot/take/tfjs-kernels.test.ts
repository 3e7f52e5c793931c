import { expect, it } from 'vitest';
import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { createModelRuntime } from '../../model-runtime.ts';
import { createModelsDirectory, type TestModel } from '../../testing/models.ts';
import { FLOAT, model, node, withIntegers } from './testing/graphs.ts';
import { ask, snapshotBeside } from './testing/snapshot-beside.ts';
import { writeSnapshot } from './write-snapshot.ts';

const INT = { T: { type: 'DT_INT32' } };
const INDICES = { Tindices: INT.T, Tparams: FLOAT.T, Taxis: INT.T, batch_dims: { i: '0' } };
const TYPES = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' };
const cast = (from: keyof typeof TYPES, to: keyof typeof TYPES) => ({
  SrcT: { type: TYPES[from] },
  DstT: { type: TYPES[to] },
});
const slice = (masks: Record<string, number> = {}) => ({
  ...FLOAT,
  Index: INT.T,
  ...Object.fromEntries(
    ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].map((name) => [
      name,
      { i: String(masks[name] ?? 0) },
    ]),
  ),
});

const BLOCKS = { ...FLOAT, Tblock_shape: INT.T, Tpaddings: INT.T, Tcrops: INT.T };

type Answer = [dtype: keyof typeof TYPES, ...shape: number[]];

/** Makes a graph of an input `x` of four elements of a dtype, and of constant integers. */
function graphOf(
  dtype: keyof typeof TYPES,
  nodes: unknown[],
  integers: Record<string, number[]>,
  [answer, ...shape]: Answer,
): TestModel {
  const written = withIntegers(model(nodes, { low: -1000, weights: 3 }, { y: shape }), integers);
  const json = JSON.parse(JSON.stringify(written.json));
  json.modelTopology.node[Object.keys(integers).length].attr.dtype.type = TYPES[dtype];
  const signature: Signature = {
    inputs: { x: { dtype, shape: [1, 4] } },
    outputs: { y: { dtype: answer, shape } },
  };
  const sample = dtype === 'bool' ? [true, false, true, true] : [1, 0, 2, 1];
  return { ...written, json, signature, sample: { x: [sample] } };
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
const x = (dtype: keyof typeof ARRAYS, values: readonly number[]): NamedTensors => ({
  x: { dtype, shape: [1, 4], data: ARRAYS[dtype].from(values) },
});

// No value of these is used while the snapshot is taken.
const ASKED = {
  float32: [
    [5000, -5000, 1, 0],
    [-0, 3e38, -3e38, 1e-40],
    [-7.5, 2.5, 1e9, 3],
  ],
  int32: [
    [3, 3, 0, 1],
    [-2147483648, 2147483647, -1, 100_000],
    [16_777_217, 2, 1, 0],
  ],
  bool: [
    [0, 0, 0, 0],
    [1, 1, 1, 1],
    [0, 1, 0, 0],
  ],
};

const HIGH = node('high', 'Maximum', ['x', 'low']);

it.each<[string, TestModel]>([
  [
    'takes columns',
    graphOf(
      'float32',
      [
        HIGH,
        node('wide', 'Reshape', ['high', 'square']),
        node('y', 'Slice', ['wide', 'begin', 'size'], { ...FLOAT, Index: INT.T }),
      ],
      { begin: [0, 1], size: [2, 1], square: [2, 2] },
      ['float32', 2, 1],
    ),
  ],
  [
    'takes every other element from the end, and returns them',
    graphOf(
      'float32',
      [
        HIGH,
        node('y', 'StridedSlice', ['high', 'begin', 'end', 'strides'], slice({ begin_mask: 3, end_mask: 3 })),
      ],
      { begin: [0, 0], end: [0, 0], strides: [1, -2] },
      ['float32', 1, 2],
    ),
  ],
  [
    'splits columns, and joins them in another order',
    graphOf(
      'float32',
      [
        HIGH,
        node('wide', 'Reshape', ['high', 'square']),
        node('columns', 'Unpack', ['wide'], { ...FLOAT, num: { i: '2' }, axis: { i: '1' } }),
        node('y', 'Pack', ['columns:1', 'columns'], { ...FLOAT, N: { i: '2' }, axis: { i: '1' } }),
      ],
      { square: [2, 2] },
      ['float32', 2, 2],
    ),
  ],
  [
    'joins its input with weights that nothing else reads',
    graphOf(
      'float32',
      [node('y', 'ConcatV2', ['x', 'weights', 'axis'], { ...FLOAT, N: { i: '2' } })],
      { axis: [1] },
      ['float32', 1, 8],
    ),
  ],
  [
    'moves space to the batch and back',
    graphOf(
      'float32',
      [
        node('image', 'Reshape', ['x', 'square']),
        node('paddings', 'Reshape', ['none', 'pairs'], INT),
        node('cropped', 'Reshape', ['crops', 'pairs'], INT),
        node('batch', 'SpaceToBatchND', ['image', 'block', 'paddings'], BLOCKS),
        node('scaled', 'Relu', ['batch']),
        node('y', 'BatchToSpaceND', ['scaled', 'block', 'cropped'], BLOCKS),
      ],
      { square: [1, 2, 2, 1], block: [2, 2], pairs: [2, 2], none: [0, 0, 0, 0], crops: [0, 1, 0, 0] },
      ['float32', 1, 1, 2, 1],
    ),
  ],
  [
    'turns elements around',
    graphOf('float32', [HIGH, node('y', 'ReverseV2', ['high', 'axis'])], { axis: [1] }, ['float32', 1, 4]),
  ],
  [
    'compares numbers, and returns which are larger',
    graphOf('float32', [node('y', 'Greater', ['x', 'weights'])], {}, ['bool', 1, 4]),
  ],
  [
    'chooses by what it compares',
    graphOf(
      'float32',
      [node('larger', 'Greater', ['x', 'weights']), node('y', 'Select', ['larger', 'weights', 'x'])],
      {},
      ['float32', 1, 4],
    ),
  ],
  [
    'casts floats to whole numbers, and back',
    graphOf(
      'float32',
      [
        node('whole', 'Cast', ['x'], cast('float32', 'int32')),
        node('y', 'Cast', ['whole'], cast('int32', 'float32')),
      ],
      {},
      ['float32', 1, 4],
    ),
  ],
  [
    'finds the index of the largest',
    graphOf(
      'float32',
      [node('y', 'ArgMax', ['x', 'axis'], { ...FLOAT, Tidx: INT.T, output_type: INT.T })],
      { axis: [1] },
      ['int32', 1],
    ),
  ],
  [
    'adds whole numbers to one another',
    graphOf('int32', [node('y', 'AddV2', ['x', 'ones'], INT)], { ones: [1, 1, 1, 1] }, ['int32', 1, 4]),
  ],
  [
    'divides whole numbers by others, and rounds down',
    graphOf('int32', [node('y', 'FloorDiv', ['x', 'by'], INT)], { by: [2, -3, 7, 1] }, ['int32', 1, 4]),
  ],
  [
    'casts whole numbers to floats',
    graphOf('int32', [node('y', 'Cast', ['x'], cast('int32', 'float32'))], {}, ['float32', 1, 4]),
  ],
  [
    'casts truth values to numbers',
    graphOf(
      'bool',
      [node('n', 'Cast', ['x'], cast('bool', 'float32')), node('y', 'Mul', ['n', 'weights'])],
      {},
      ['float32', 1, 4],
    ),
  ],
  ['negates truth values', graphOf('bool', [node('y', 'LogicalNot', ['x'], {})], {}, ['bool', 1, 4])],
])('answers requests that it did not get before from a snapshot: it %s', async (_, written) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  const { dtype } = written.signature.inputs['x'] ?? {};
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') throw new TypeError('no such dtype');
  for (const values of ASKED[dtype]) {
    const inputs = x(dtype, values);
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

it.each<[string, TestModel]>([
  [
    'whole numbers',
    graphOf(
      'int32',
      [node('table', 'Reshape', ['weights', 'rows']), node('y', 'GatherV2', ['table', 'x', 'axis'], INDICES)],
      { rows: [4, 1], axis: [0] },
      ['float32', 1, 4, 1],
    ),
  ],
  [
    'floats that are cast to whole numbers',
    graphOf(
      'float32',
      [
        node('table', 'Reshape', ['weights', 'rows']),
        node('whole', 'Cast', ['x'], cast('float32', 'int32')),
        node('y', 'GatherV2', ['table', 'whole', 'axis'], INDICES),
      ],
      { rows: [4, 1], axis: [0] },
      ['float32', 1, 4, 1],
    ),
  ],
])('looks up %s from a snapshot, and leaves indices out of range to the engine', async (_, written) => {
  await using models = await createModelsDirectory();
  const { snapshot } = await writeSnapshot(models.path, 'm', written);
  expect(snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  const runtime = createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  const dtype = written.signature.inputs['x']?.dtype === 'int32' ? 'int32' : 'float32';
  const answer = { y: { dtype: 'float32', shape: [1, 4, 1], data: Float32Array.of(3, 3, 3, 3) } };
  for (const outside of [4, -1, 2 ** 30]) {
    expect(await ask(runtime, x(dtype, [3, 0, 1, 2]))).toMatchObject({ outputs: answer });
    await expect(ask(runtime, x(dtype, [0, 1, outside, 2]))).rejects.toThrow('it failed while running');
  }
});
