import type { GraphNode } from '@tensorflow/tfjs-converter';
import { engine, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt, numberAt } from './graph-op.ts';

/**
 * The converter has TensorFlow.js suppress boxes in JavaScript. That drops a box that overlaps another by exactly the
 * threshold, pads to at most the number of boxes, and with a sigma drops boxes that should only lose score. The backends'
 * kernels match TensorFlow.
 */
export const nonMaxSuppressionOps: GraphOp[] = [
  { name: 'NonMaxSuppressionV2', run: (node) => suppress('NonMaxSuppressionV3', node, -Infinity) },
  { name: 'NonMaxSuppressionV3', run: (node) => suppress('NonMaxSuppressionV3', node, numberAt(node, 4)) },
  {
    name: 'NonMaxSuppressionV4',
    run: (node) =>
      suppress('NonMaxSuppressionV4', node, numberAt(node, 4), {
        padToMaxOutputSize: node.attrs['pad_to_max_output_size'] === true,
      }),
  },
  {
    name: 'NonMaxSuppressionV5',
    run(node) {
      const softNmsSigma = numberAt(node, 5);
      const [indices, scores] = suppress('NonMaxSuppressionV5', node, numberAt(node, 4), { softNmsSigma });
      if (!indices || !scores) throw new TypeError('NonMaxSuppressionV5 returned nothing');
      return [indices, scores, tensor(indices.size, [], 'int32')];
    },
  },
];

function suppress(
  kernel: string,
  node: GraphNode,
  scoreThreshold: number,
  options: Record<string, number | boolean> = {},
): Tensor[] {
  const inputs = { boxes: inputAt(node, 0), scores: inputAt(node, 1) };
  const attrs = {
    maxOutputSize: numberAt(node, 2),
    iouThreshold: numberAt(node, 3),
    scoreThreshold,
    ...options,
  };
  const given: Tensor | Tensor[] = engine().runKernel(kernel, inputs, attrs);
  return [given].flat();
}
