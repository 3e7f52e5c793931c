import type { GraphNode } from '@tensorflow/tfjs-converter';
import type { Tensor } from '@tensorflow/tfjs-core';

/** An op of a graph that this project runs in place of TensorFlow.js's converter. */
export interface GraphOp {
  name: string;
  run: (node: GraphNode) => Tensor | Tensor[];
}

/** An input of an op. */
export function inputAt({ inputs }: GraphNode, at: number): Tensor {
  const tensor = inputs[at];
  if (!tensor) throw new TypeError(`an op was run without its input ${at}`);
  return tensor;
}

/** Returns the only number in an input. */
export function numberAt(node: GraphNode, at: number): number {
  return Number(inputAt(node, at).dataSync()[0]);
}
