import { elementCount, type NamedTensors } from '@pilotlight/protocol/tensors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from './check/compare-answers.ts';
import { convertGraph } from './convert-graph.ts';
import { buildDrawn, DRAWN_SHAPE, drawnLayers } from './testing/draw-graph.ts';
import { runConverted } from './testing/run-converted.ts';

const x: NamedTensors = {
  x: {
    dtype: 'float32',
    shape: DRAWN_SHAPE,
    data: Float32Array.from({ length: elementCount(DRAWN_SHAPE) }, (_, at) => Math.sin(at * 12.9898) * 2),
  },
};

it('gives the answers of the graph before all passes, for any layers', async () => {
  await fc.assert(
    fc.asyncProperty(drawnLayers, async (layers) => {
      const converted = buildDrawn(layers);
      convertGraph(converted);
      const [before, after] = [buildDrawn(layers), converted].map(
        (graph) => new Map([['serving_default', graph]]),
      );
      const expected = await runConverted(before ?? new Map(), 'serving_default', x);
      const answer = await runConverted(after ?? new Map(), 'serving_default', x);
      expect(differenceOf(expected, answer)).toBeLessThan(1e-4);
    }),
    { numRuns: 100 },
  );
});

it('does not fuse a slope that TensorFlow.js would not read', async () => {
  const layers = [
    { kind: 'depthwise', size: 3, multiplier: 1, padding: 'SAME', dilation: 1 },
    { kind: 'normalize', how: 'vector' },
    { kind: 'activate', op: 'LeakyRelu', alpha: 0.3 },
  ] as const;
  const graph = buildDrawn(layers);
  convertGraph(graph);
  expect(graph.nodes.map(({ op }) => op)).toContain('LeakyRelu');
});
