import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../../tfjs/tfjs-model.ts';

const float = { type: 'DT_FLOAT' };
const shape = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });
const named = (name: string, size: number) => ({ name, dtype: 'DT_FLOAT', tensorShape: shape(-1, size) });

function weight(name: string, sizes: readonly number[], values: readonly number[]): Weight {
  const bytes = new Uint8Array(new Float32Array(values).buffer);
  return { name, shape: sizes, dtype: 'float32', bytes, quantization: undefined };
}

/** `x · kernel + bias`, from three numbers to two; in bytes its kernel has steps of 1, and is 0.25 too low. */
export const OFFSET_KERNEL = weight('kernel', [3, 2], [0, 255, 7.25, 9.25, 100.25, 3.25]);
export const OFFSET_BIAS = weight('bias', [2], [0.5, -0.5]);
export const OFFSET_MODEL: TfjsModel = {
  format: 'tfjs-graph-model',
  file: 'model.json',
  json: {
    format: 'graph-model',
    modelTopology: {
      versions: { producer: 1 },
      node: [
        { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: { shape: shape(-1, 3) } } },
        { name: 'kernel', op: 'Const', attr: { dtype: float } },
        { name: 'bias', op: 'Const', attr: { dtype: float } },
        { name: 'product', op: 'MatMul', input: ['x', 'kernel'], attr: { T: float } },
        { name: 'sum', op: 'BiasAdd', input: ['product', 'bias'], attr: { T: float } },
      ],
    },
    signature: { inputs: { x: named('x:0', 3) }, outputs: { sum: named('sum:0', 2) } },
  },
  groups: [[OFFSET_KERNEL, OFFSET_BIAS]],
};

/** Inputs with means 2, 6 and 2. */
export const OFFSET_ROWS = [
  [4, 8, -2],
  [0, 4, 6],
];
