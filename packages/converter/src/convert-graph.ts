import type { Graph } from './graph/graph.ts';
import { foldConstants } from './passes/fold-constants.ts';
import { foldIntoWeights } from './passes/fold-into-weights.ts';
import { fuseActivations } from './passes/fuse-activations.ts';
import { inferShapes } from './passes/infer-shapes.ts';
import { lowerActivations } from './passes/lower-activations.ts';
import { lowerBatchNorm } from './passes/lower-batch-norm.ts';
import { lowerEinsum } from './passes/lower-einsum.ts';
import { lowerGroupedConv } from './passes/lower-grouped-conv.ts';
import { prune } from './passes/prune.ts';
import { removeIdentities } from './passes/remove-identities.ts';
import { resolveShapes } from './passes/resolve-shapes.ts';
import { resolveTensorLists } from './passes/resolve-tensor-lists.ts';
import { simplifyMoves } from './passes/simplify-moves.ts';

/** Runs the passes that make a graph runnable by TensorFlow.js's kernels. Each is linear in the graph's size. */
export function convertGraph(graph: Graph): void {
  simplifyGraph(graph);
  resolveTensorLists(graph);
  simplifyGraph(graph);
  lowerEinsum(graph);
  lowerActivations(graph);
  lowerGroupedConv(graph);
  lowerBatchNorm(graph);
  simplifyMoves(graph);
  simplifyGraph(graph);
  // Lists of packed tensors, once no node is between them.
  resolveTensorLists(graph);
  simplifyMoves(graph);
  prune(graph);
  foldIntoWeights(graph);
  prune(graph);
  fuseActivations(graph);
  prune(graph);
  for (const body of graph.functions.values()) convertGraph(body);
}

/** Simplifies a graph with the shapes and constants that are known. No op becomes another op. */
export function simplifyGraph(graph: Graph): void {
  prune(graph);
  removeIdentities(graph);
  inferShapes(graph);
  resolveShapes(graph);
  foldConstants(graph);
  inferShapes(graph);
  prune(graph);
}
