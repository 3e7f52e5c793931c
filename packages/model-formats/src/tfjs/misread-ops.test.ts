import { expect, it } from 'vitest';
import { misreadOp } from './misread-ops.ts';

const text = (value: string) => ({ s: btoa(value) });
const numbers = (...values: number[]) => ({ list: { i: values.map(String) } });

it.each([
  ['MaxPool', { data_format: text('NCHW') }, 'op MaxPool with data_format NCHW'],
  ['BiasAdd', { data_format: text('NCHW') }, 'op BiasAdd with data_format NCHW'],
  ['AvgPool3D', { data_format: text('NCDHW') }, 'op AvgPool3D with data_format NCDHW'],
  ['FusedBatchNormV3', { is_training: { b: true } }, 'op FusedBatchNormV3 with is_training'],
  ['Conv2DBackpropInput', { dilations: numbers(1, 2, 2, 1) }, 'op Conv2DBackpropInput with dilations'],
  ['MaxPool', { padding: text('EXPLICIT') }, 'op MaxPool with padding EXPLICIT'],
])('names what is left out of account of %s', (op, attr, part) => {
  expect(misreadOp({ op, attr })).toBe(part);
});

it.each([
  ['MaxPool', { data_format: text('NHWC'), padding: text('SAME') }],
  ['DepthToSpace', { data_format: text('NCHW') }],
  ['FusedBatchNormV3', { is_training: { b: false }, data_format: text('NHWC') }],
  ['Conv2DBackpropInput', { dilations: numbers(1, 1, 1, 1) }],
  ['Conv2DBackpropInput', { dilations: { list: {} } }],
  ['Conv2D', { dilations: numbers(1, 2, 2, 1), padding: text('EXPLICIT') }],
  ['Relu', undefined],
])('has nothing to say of %s', (op, attr) => {
  expect(misreadOp({ op, attr })).toBeUndefined();
});
