import type { Graph } from './graph/graph.ts';
import { foldConstants } from './passes/fold-constants.ts';
import { foldIntoWeights } from './passes/fold-into-weights.ts';
import { fuseActivations } from './passes/fuse-activations.ts';
import { inferShapes } from './passes/infer-shapes.ts';
import { lowerBatchNorm } from './passes/lower-batch-norm.ts';
import { prune } from './passes/prune.ts';
import { removeIdentities } from './passes/remove-identities.ts';
import { resolveShapes } from './passes/resolve-shapes.ts';

/** Makes a graph one that TensorFlow.js's kernels can run, by passes in their order. Each is linear in the graph's size. */
export function convertGraph(graph: Graph): void {
  const simplify = () => {
    removeIdentities(graph);
    inferShapes(graph);
    resolveShapes(graph);
    foldConstants(graph);
    prune(graph);
  };
  prune(graph);
  simplify();
  simplify();
  lowerBatchNorm(graph);
  foldIntoWeights(graph);
  prune(graph);
  fuseActivations(graph);
  prune(graph);
}
