import { expect, it } from 'vitest';
import { build } from './kernels/derive-layer-kernels.ts';
import { LAYER_SAMPLES } from './kernels/layer-samples.ts';
import { layerShape } from './layer-shapes.ts';

/** Their shapes are not told. */
const UNTOLD = new Set(['CategoryEncoding', 'CenterCrop']);

const samples = Object.entries(LAYER_SAMPLES).flatMap(([layer, list]) =>
  list.filter(({ config }) => !config || !('cell' in config)).map((sample) => ({ layer, sample })),
);

it.each(samples)('finds the output shape of TensorFlow.js for $layer', async ({ layer, sample }) => {
  const { model } = await build(layer, sample);
  // What the class itself fills in, under the names that Keras has.
  const config = { ...snakeCased(model.getLayer('layer').getConfig()), ...sample.config };
  const told = layerShape(layer, config, sample.inputs ?? [[1, 4]]);
  expect(told).toEqual(UNTOLD.has(layer) ? undefined : model.outputs[0]?.shape);
  model.dispose();
});

function snakeCased(config: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
