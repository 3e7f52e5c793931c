import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import type { Graph } from '../../graph/graph.ts';
import type { GraphNode, Value } from '../../graph/graph-node.ts';
import { addIntScalar } from '../../graph/make-constant.ts';
import { variableKey } from './read-variables.ts';

/** Ops that are variables in a session: handles in TensorFlow 2, references in TensorFlow 1. */
const HANDLES: ReadonlySet<string> = new Set(['VarHandleOp']);
const REFERENCES: ReadonlySet<string> = new Set(['VariableV2', 'Variable']);

/** Replaces reads of variables with their values. No variable is assigned: such models were refused before. */
export async function freezeVariables(graph: Graph, load: (key: string) => Promise<Constant>): Promise<void> {
  const constants = new Map<string, Constant>();
  const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  for (const { node } of graph.outputs.values()) used.add(node);
  for (const node of graph.nodes) {
    const isVariable = HANDLES.has(node.op) || REFERENCES.has(node.op);
    if (isVariable && used.has(node)) constants.set(variableKey(node), await load(variableKey(node)));
  }
  const values = new Map<string, Value>();
  const valueOf = (node: GraphNode): Value => {
    const key = variableKey(node);
    const known = values.get(key);
    if (known) return known;
    const constant = constants.get(key);
    if (!constant) throw new ConversionError(`'${node.name}' is used as a variable, but is not one`);
    const value = graph.addConstant(constant, key.replace(/^\//, ''));
    values.set(key, value);
    return value;
  };
  graph.rewrite((node) => {
    const [handle, indices] = node.inputs;
    if (REFERENCES.has(node.op) && used.has(node)) return [valueOf(node)];
    if (!handle || !HANDLES.has(handle.node.op)) return undefined;
    switch (node.op) {
      case 'ReadVariableOp':
        return [valueOf(handle.node)];
      case 'ResourceGather': {
        const axis = addIntScalar(graph, 0);
        return (
          indices && [
            graph.add(
              'GatherV2',
              [valueOf(handle.node), indices, axis],
              {},
              { name: node.name, outputs: node.outputs },
            ),
          ]
        );
      }
      case 'VarIsInitializedOp':
        return [graph.addConstant({ dtype: 'bool', shape: [], data: Uint8Array.of(1) })];
      default:
        return undefined;
    }
  });
}
