import type { Graph } from '../graph/graph.ts';

/** Ops that give their first operand as it is, in a model that is no longer trained. */
const PASSING: ReadonlySet<string> = new Set([
  'Identity',
  // One that a signature feeds was replaced by the signature's input.
  'PlaceholderWithDefault',
  'PreventGradient',
  'ReadVariableOp',
  'Snapshot',
  'StopGradient',
]);

/** Removes nodes that only hand on what they take. */
export function removeIdentities(graph: Graph): void {
  graph.rewrite((node) => {
    // `swish` comes in an IdentityN, for its gradient.
    if (node.op === 'IdentityN') return node.inputs;
    const [x] = node.inputs;
    if (!x) return undefined;
    if (PASSING.has(node.op)) return [x];
    // Of one tensor that becomes what it is already.
    if (node.op === 'Cast' && x.dtype === node.outputs[0]?.dtype) return [x];
    if (node.op === 'AddN' && node.inputs.length === 1) return [x];
    return undefined;
  });
}
