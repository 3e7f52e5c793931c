import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import { foldNode } from './fold-node.ts';

/**
 * Returns a value as a constant if it is computed from constants alone, else the value itself. Keeps results in `known`.
 */
export function foldValue(graph: Graph, value: Value, known: Map<Value, Value>): Value {
  const stack: Value[] = [value];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { node } = top;
    if (known.has(top) || node.constant) {
      stack.pop();
      continue;
    }
    const open = node.inputs.filter((input) => !known.has(input) && !input.node.constant);
    if (open.length > 0) {
      stack.push(...open);
      continue;
    }
    const inputs = node.inputs.map((input) => known.get(input) ?? input);
    const constant = foldNode(graph, { ...node, inputs });
    known.set(top, constant ? graph.addConstant(constant, node.name) : top);
    stack.pop();
  }
  return known.get(value) ?? value;
}
