import { constant, float, graph, type TestModel } from '../../../testing/models.ts';
import { FLOAT, node } from './graphs.ts';

export const INT = { T: { type: 'DT_INT32' } };
const WHOLE = { dtype: { type: 'DT_INT32' } };

type Outputs = TestModel['signature']['outputs'];

/**
 * Makes a graph of an input `x` of six boxes, each with four sides and a score. `sides` and `scores` are twice as large,
 * by a kernel of the module.
 */
export function ofBoxes(
  nodes: unknown[],
  { floats = {}, whole = {} }: { floats?: Record<string, number>; whole?: Record<string, number | number[]> },
  outputs: Outputs,
): TestModel {
  const integers = {
    sidesAt: [0, 0],
    scoresAt: [0, 4],
    sidesSize: [6, 4],
    scoresSize: [6, 1],
    six: [6],
    ...whole,
  };
  const scalars = { two: 2, ...floats };
  const slice = (name: string, at: string, size: string) =>
    node(name, 'Slice', ['large', at, size], { ...FLOAT, Index: INT.T });
  return {
    format: 'tfjs-graph-model',
    json: {
      ...graph(
        [
          { name: 'x', op: 'Placeholder', attr: float(6, 5) },
          ...Object.keys(scalars).map((name) => constant(name)),
          ...Object.keys(integers).map((name) => ({ name, op: 'Const', attr: WHOLE })),
          node('large', 'Mul', ['x', 'two']),
          slice('sides', 'sidesAt', 'sidesSize'),
          slice('column', 'scoresAt', 'scoresSize'),
          node('scores', 'Reshape', ['column', 'six'], { ...FLOAT, Tshape: INT.T }),
          ...nodes,
        ],
        [
          ...Object.keys(scalars).map((name) => ({ name, shape: [], dtype: 'float32' })),
          ...Object.entries(integers).map(([name, values]) => ({
            name,
            shape: Array.isArray(values) ? [values.length] : [],
            dtype: 'int32',
          })),
        ],
      ),
      signature: {
        inputs: { x: { name: 'x:0' } },
        outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, { name: `${name}:0` }])),
      },
    },
    weights: Float32Array.of(
      ...Object.values(scalars),
      ...new Float32Array(Int32Array.from(Object.values(integers).flat()).buffer),
    ),
    signature: { inputs: { x: { dtype: 'float32', shape: [6, 5] } }, outputs },
    sample: { x: Array.from({ length: 6 }, (_, box) => [box, box, box + 1, box + 1, 1]) },
  };
}

const PLACES = { T: FLOAT.T, Tindices: INT.T, Tparams: FLOAT.T, Taxis: INT.T, batch_dims: { i: '0' } };
const STRIDES = { T: INT.T, Index: INT.T, shrink_axis_mask: { i: '1' } };

/** Drops boxes that overlap, and pads what is left, as detectors do. */
export const DETECTOR = ofBoxes(
  [
    node('kept', 'NonMaxSuppressionV5', ['sides', 'scores', 'most', 'overlap', 'least', 'sigma'], {
      T: FLOAT.T,
      pad_to_max_output_size: { b: false },
    }),
    node('boxes', 'GatherV2', ['sides', 'kept', 'axis'], PLACES),
    node('found', 'Identity', ['kept:1']),
    node('count', 'Identity', ['kept:2'], INT),
    node('size', 'Shape', ['kept'], { T: INT.T, out_type: INT.T }),
    node('left', 'StridedSlice', ['size', 'first', 'second', 'step'], STRIDES),
    node('missing', 'Sub', ['most', 'left'], INT),
    node('ends', 'Pack', ['axis', 'missing'], { ...INT, N: { i: '2' }, axis: { i: '0' } }),
    node('paddings', 'ExpandDims', ['ends', 'axis'], { T: INT.T, Tdim: INT.T }),
    node('padded', 'Pad', ['kept:1', 'paddings'], { T: FLOAT.T, Tpaddings: INT.T }),
    node('likely', 'Sigmoid', ['scores']),
  ],
  {
    floats: { overlap: 0.3, least: 0.4, sigma: 0 },
    whole: { most: 4, axis: 0, first: [0], second: [1], step: [1] },
  },
  {
    boxes: { dtype: 'float32', shape: [-1, 4] },
    found: { dtype: 'float32', shape: [-1] },
    count: { dtype: 'int32', shape: [] },
    padded: { dtype: 'float32', shape: [4] },
    likely: { dtype: 'float32', shape: [6] },
  },
);

const FRAME = { T: INT.T, frame_name: { s: Buffer.from('loop').toString('base64') } };
const ARRAY = { dtype: FLOAT.T, element_shape: { shape: { unknownRank: true } } };

/** Repeats a loop as often as there are high scores, keeps a score each time in an array, and adds up the turns. */
export const COUNTED_LOOP = ofBoxes(
  [
    node('high', 'Greater', ['scores', 'least']),
    node('places', 'Where', ['high'], { T: { type: 'DT_BOOL' } }),
    node('size', 'Shape', ['places'], { T: INT.T, out_type: INT.T }),
    node('left', 'StridedSlice', ['size', 'first', 'second', 'step'], STRIDES),
    node('array', 'TensorArrayV3', ['left'], ARRAY),
    node('enterTurn', 'Enter', ['zero'], FRAME),
    node('enterSum', 'Enter', ['zero'], FRAME),
    node('enterFlow', 'Enter', ['array:1'], { ...FRAME, T: FLOAT.T }),
    node('limit', 'Enter', ['left'], { ...FRAME, is_constant: { b: true } }),
    node('handle', 'Enter', ['array'], { ...FRAME, T: { type: 'DT_RESOURCE' }, is_constant: { b: true } }),
    node('scoresWithin', 'Enter', ['scores'], { ...FRAME, T: FLOAT.T, is_constant: { b: true } }),
    node('turn', 'Merge', ['enterTurn', 'nextTurn'], { ...INT, N: { i: '2' } }),
    node('sum', 'Merge', ['enterSum', 'nextSum'], { ...INT, N: { i: '2' } }),
    node('flow', 'Merge', ['enterFlow', 'nextFlow'], { ...FLOAT, N: { i: '2' } }),
    node('isWithin', 'Less', ['turn', 'limit'], INT),
    node('goesOn', 'LoopCond', ['isWithin'], {}),
    node('chosenTurn', 'Switch', ['turn', 'goesOn'], INT),
    node('chosenSum', 'Switch', ['sum', 'goesOn'], INT),
    node('chosenFlow', 'Switch', ['flow', 'goesOn']),
    node('added', 'AddV2', ['chosenTurn:1', 'one'], INT),
    node('summed', 'AddV2', ['chosenSum:1', 'added'], INT),
    node('score', 'GatherV2', ['scoresWithin', 'chosenTurn:1', 'axis'], PLACES),
    node('written', 'TensorArrayWriteV3', ['handle', 'chosenTurn:1', 'score', 'chosenFlow:1']),
    node('nextTurn', 'NextIteration', ['added'], INT),
    node('nextSum', 'NextIteration', ['summed'], INT),
    node('nextFlow', 'NextIteration', ['written']),
    node('total', 'Exit', ['chosenSum'], INT),
    node('endFlow', 'Exit', ['chosenFlow']),
    node('length', 'TensorArraySizeV3', ['array', 'endFlow'], {}),
    node('all', 'Range', ['zero', 'length', 'one'], { Tidx: INT.T }),
    node('kept', 'TensorArrayGatherV3', ['array', 'all', 'endFlow'], ARRAY),
  ],
  { floats: { least: 0.4 }, whole: { zero: 0, one: 1, axis: 0, first: [0], second: [1], step: [1] } },
  { total: { dtype: 'int32', shape: [] }, kept: { dtype: 'float32', shape: [-1] } },
);
