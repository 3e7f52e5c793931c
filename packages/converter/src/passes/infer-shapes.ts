import type { Graph } from '../graph/graph.ts';
import { inferShape } from '../graph/infer-shape.ts';

/** Infers shapes of outputs again, after shapes of inputs have become known. */
export function inferShapes(graph: Graph): void {
  for (const { op, inputs, attributes, outputs } of graph.nodes) {
    if (outputs.every(({ shape }) => shape && !shape.includes(-1))) continue;
    const inferred = inferShape(op, inputs, attributes);
    for (const [at, output] of outputs.entries()) {
      const shape = inferred?.[at];
      if (!shape) continue;
      output.shape = output.shape
        ? output.shape.map((size, axis) => (size === -1 ? (shape[axis] ?? -1) : size))
        : shape;
    }
  }
}
