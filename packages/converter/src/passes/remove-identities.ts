import type { Graph } from '../graph/graph.ts';

/** Ops that return their first operand unchanged, in a model that is no longer trained. */
const PASSING: ReadonlySet<string> = new Set([
  'Identity',
  // A placeholder that a signature feeds was replaced by the signature's input.
  'PlaceholderWithDefault',
  'PreventGradient',
  'ReadVariableOp',
  'Snapshot',
  'StopGradient',
]);

/** Removes nodes that return their inputs unchanged. */
export function removeIdentities(graph: Graph): void {
  graph.rewrite((node) => {
    // TensorFlow wraps `swish` in an IdentityN, for its gradient.
    if (node.op === 'IdentityN') return node.inputs;
    const [x] = node.inputs;
    if (!x) return undefined;
    if (PASSING.has(node.op)) return [x];
    // A cast to the same dtype.
    if (node.op === 'Cast' && x.dtype === node.outputs[0]?.dtype) return [x];
    if (node.op === 'AddN' && node.inputs.length === 1) return [x];
    return undefined;
  });
}
