import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createRandom } from '@pilotlight/statistics/random';
import { cutChannels } from './cut-channels.ts';
import { createNet, loadTfjsModel, type Net, toTfjsModel, type Wire } from './testing/nets.ts';

const { layers } = tfl;
beforeAll(() => setBackend('cpu'));

const SIZE = 4;
const activations = ['linear', 'relu', 'tanh', 'elu'] as const;
type Activation = (typeof activations)[number];

/** Blocks that a net for pictures can be built from. */
const blocks = {
  conv: (net: Net, from: Wire, activation: Activation) =>
    net.kernel(layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation }), from),
  wideConv: (net: Net, from: Wire, activation: Activation) =>
    net.kernel(layers.conv2d({ filters: 8, kernelSize: 1, useBias: false, activation }), from),
  normalized(net: Net, from: Wire, activation: Activation) {
    const conv = net.kernel(
      layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
      from,
    );
    return net.through(layers.activation({ activation }), [net.through(layers.batchNormalization(), [conv])]);
  },
  depthwise: (net: Net, from: Wire, activation: Activation) =>
    net.through(layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation }), [from]),
  multiplied(net: Net, from: Wire, activation: Activation) {
    const dead = new Set([...from.dead].flatMap((at) => [2 * at, 2 * at + 1]));
    const layer = layers.depthwiseConv2d({ kernelSize: 2, padding: 'same', depthMultiplier: 2, activation });
    return net.through(layer, [from], dead);
  },
  separable: (net: Net, from: Wire, activation: Activation) =>
    net.kernel(
      // TensorFlow.js does not save its `depthMultiplier`.
      layers.separableConv2d({ filters: 4, kernelSize: 3, padding: 'same', activation }),
      from,
    ),
  transposed: (net: Net, from: Wire, activation: Activation) =>
    net.kernel(layers.conv2dTranspose({ filters: 4, kernelSize: 2, padding: 'same', activation }), from),
  residual(net: Net, from: Wire, activation: Activation) {
    const filters = from.out.shape.at(-1) ?? 0;
    const inner = net.kernel(layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation }), from);
    const last = net.kernel(layers.conv2d({ filters, kernelSize: 1 }), inner, from.dead);
    return net.through(layers.add(), [net.through(layers.batchNormalization(), [last]), from]);
  },
  concatenated(net: Net, from: Wire, activation: Activation) {
    const one = net.kernel(layers.conv2d({ filters: 4, kernelSize: 1, activation }), from);
    const width = 4;
    const dead = new Set([...one.dead, ...[...from.dead].map((at) => at + width)]);
    return net.through(layers.concatenate(), [one, from], dead);
  },
  squeezed(net: Net, from: Wire, activation: Activation) {
    const width = from.out.shape.at(-1) ?? 0;
    const pooled = net.through(layers.globalAveragePooling2d({}), [from]);
    const inner = net.kernel(layers.dense({ units: 4, activation }), pooled);
    const gate = net.kernel(layers.dense({ units: width, activation: 'sigmoid' }), inner, from.dead);
    const shaped = net.through(layers.reshape({ targetShape: [1, 1, width] }), [gate]);
    return net.through(layers.multiply(), [from, shaped]);
  },
  sloped: (net: Net, from: Wire) => net.through(layers.prelu({ sharedAxes: [1, 2] }), [from]),
  padded(net: Net, from: Wire) {
    const padded = net.through(layers.zeroPadding2d({ padding: 1 }), [from]);
    return net.through(layers.maxPooling2d({ poolSize: 3, strides: 1 }), [padded]);
  },
  largest(net: Net, from: Wire, activation: Activation) {
    const filters = from.out.shape.at(-1) ?? 0;
    const layer = layers.conv2d({ filters, kernelSize: 1, activation });
    return net.through(layers.maximum(), [from, net.kernel(layer, from, from.dead)]);
  },
  stacked(net: Net, from: Wire, activation: Activation) {
    const filters = from.out.shape.at(-1) ?? 0;
    const other = net.kernel(layers.conv2d({ filters, kernelSize: 1, activation }), from, from.dead);
    const stack = net.through(layers.concatenate({ axis: 1 }), [from, other]);
    return net.through(layers.averagePooling2d({ poolSize: [2, 1] }), [stack]);
  },
  enlarged(net: Net, from: Wire) {
    const large = net.through(layers.upSampling2d({ size: [2, 2] }), [from]);
    return net.through(layers.cropping2D({ cropping: 2 }), [net.through(layers.leakyReLU({}), [large])]);
  },
  dropped: (net: Net, from: Wire) => net.through(layers.dropout({ rate: 0.5 }), [from]),
} satisfies Record<string, (net: Net, from: Wire, activation: Activation) => Wire>;

const heads = {
  pooled: (net: Net, from: Wire) => net.through(layers.globalMaxPooling2d({}), [from]),
  flattened(net: Net, from: Wire) {
    const width = from.out.shape.at(-1) ?? 0;
    const dead = new Set(
      Array.from({ length: SIZE * SIZE }, (_, place) =>
        [...from.dead].map((at) => place * width + at),
      ).flat(),
    );
    const flat = net.through(layers.flatten(), [from], dead);
    const normal = net.through(layers.batchNormalization(), [flat]);
    return net.kernel(layers.dense({ units: 8, activation: 'relu' }), normal);
  },
};

const plan = fc.record({
  steps: fc.array(
    fc.record({
      block: fc.constantFrom<(typeof blocks)[keyof typeof blocks][]>(...Object.values(blocks)),
      activation: fc.constantFrom(...activations),
    }),
    { maxLength: 5 },
  ),
  head: fc.constantFrom(...Object.values(heads)),
  deadInFour: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(),
});

/** Returns the outputs of two models for the same random pictures. */
async function answers(models: Parameters<typeof loadTfjsModel>[0][], shape: number[], seed: number) {
  const random = createRandom(seed);
  const size = shape.reduce((product, each) => product * each, 1);
  const inputs = tensor(
    Float32Array.from({ length: size }, () => random.between(-1, 1)),
    shape,
  );
  const given: Float32Array[] = [];
  for (const model of models) {
    const loaded = await loadTfjsModel(model);
    const [output] = [loaded.predict(inputs)].flat();
    given.push(Float32Array.from(output?.dataSync() ?? []));
    loaded.dispose();
    output?.dispose();
  }
  inputs.dispose();
  return given;
}

function expectAlike([before = new Float32Array(), after]: Float32Array[]) {
  expect(after).toHaveLength(before.length);
  const largest = Math.max(1e-3, ...before.map(Math.abs));
  const furthest = Math.max(...before.map((value, at) => Math.abs(value - (after?.[at] ?? Number.NaN))));
  expect(furthest).toBeLessThan(1e-4 * largest);
}

it('removes exactly the dead channels, and the answers stay the same', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ steps, head, deadInFour, seed }) => {
      const net = createNet({ deadInFour, seed });
      const input: Wire = { out: tfl.input({ shape: [SIZE, SIZE, 2] }), dead: new Set() };
      let wire = input;
      for (const { block, activation } of steps) wire = block(net, wire, activation);
      wire = head(net, blocks.conv(net, wire, 'relu'));
      const outputs = net.kernel(layers.dense({ units: 3 }), wire, new Set());
      const model = tfl.model({ inputs: input.out, outputs: outputs.out });
      net.draw();
      const before = await toTfjsModel(model);
      model.dispose();

      const cut = cutChannels(before, deadInFour / 4);
      for (const { layer, kept, of } of cut.layers)
        expect({ layer, kept }).toEqual({ layer, kept: of - (net.deadOf(layer) ?? 0) });
      expect(cut.layers.some(({ kept, of }) => kept < of)).toBe(true);
      expectAlike(await answers([before, cut.model], [2, SIZE, SIZE, 2], seed));
    }),
    { numRuns: 60 },
  );
});
