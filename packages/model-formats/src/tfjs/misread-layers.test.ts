import { expect, it } from 'vitest';
import { misreadLayer } from './misread-layers.ts';

it.each([
  ['ReLU', { negative_slope: 0.1, threshold: 0 }, 'layer ReLU with negative_slope'],
  ['ReLU', { threshold: 0.5 }, 'layer ReLU with threshold'],
  ['DepthwiseConv2D', { dilation_rate: [2, 2] }, 'layer DepthwiseConv2D with dilation_rate'],
  ['Conv3DTranspose', { dilation_rate: 2 }, 'layer Conv3DTranspose with dilation_rate'],
  ['GlobalAveragePooling2D', { keepdims: true }, 'layer GlobalAveragePooling2D with keepdims'],
  ['LSTM', { time_major: true }, 'layer LSTM with time_major'],
])('names what is left out of account of %s', (className, config, part) => {
  expect(misreadLayer(className, config)).toBe(part);
});

it.each([
  ['ReLU', { max_value: 6, negative_slope: 0, threshold: 0 }],
  ['DepthwiseConv2D', { dilation_rate: [1, 1] }],
  ['Conv2DTranspose', { output_padding: null, dilation_rate: [1, 1] }],
  ['GlobalAveragePooling2D', { keepdims: false }],
  ['Conv2D', { dilation_rate: [2, 2] }],
])('has nothing to say of %s', (className, config) => {
  expect(misreadLayer(className, config)).toBeUndefined();
});
