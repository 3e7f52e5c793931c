import { ConversionError } from '../conversion-error.ts';
import { constantOf } from '../graph/constant-values.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { funcAttribute } from '../graph/read-attribute.ts';
import { foldValue } from './fold-value.ts';

/** Inlines a function of the model into the graph that is rewritten. */
export type CallFunction = (name: string, args: readonly Value[]) => readonly Value[];

const LOOPS: ReadonlySet<string> = new Set(['While', 'StatelessWhile']);
const BRANCHES: ReadonlySet<string> = new Set(['If', 'StatelessIf']);
const MAX_ROUNDS = 1024;
/** The most nodes that a graph may have after all its loops are unrolled. */
const MAX_NODES = 200_000;

/**
 * Replaces a loop with its body once for each round, if their number is known, and a conditional with the branch that is taken.
 * Other loops and conditionals stay; they are refused later.
 *
 * @returns true if it has inlined anything, which may contain loops itself.
 */
export function unrollLoops(graph: Graph, call: CallFunction): boolean {
  let hasChanged = false;
  graph.rewrite((node) => {
    const values = LOOPS.has(node.op)
      ? unroll(graph, node, call)
      : BRANCHES.has(node.op)
        ? branch(graph, node, call)
        : undefined;
    hasChanged ||= values !== undefined;
    return values;
  });
  return hasChanged;
}

function unroll(graph: Graph, node: GraphNode, call: CallFunction): readonly Value[] | undefined {
  const [cond, body] = [funcAttribute(node, 'cond'), funcAttribute(node, 'body')];
  if (cond === undefined || body === undefined) return undefined;
  const known = new Map<Value, Value>();
  let state = node.inputs.map((input) => foldValue(graph, input, known));
  for (let round = 0; round <= MAX_ROUNDS; round++) {
    const [goesOn] = call(cond, state);
    const decided = goesOn && constantOf(foldValue(graph, goesOn, known));
    if (!decided) {
      throw new ConversionError(`it has a loop with a length that depends on its inputs ('${node.name}')`);
    }
    if (Number(decided.data[0]) === 0) return state;
    if (graph.nodes.length > MAX_NODES) break;
    state = call(body, state).map((value) => foldValue(graph, value, known));
  }
  throw new ConversionError(`it has a loop that runs too often to be unrolled ('${node.name}')`);
}

function branch(graph: Graph, node: GraphNode, call: CallFunction): readonly Value[] | undefined {
  const [condition, ...args] = node.inputs;
  const decided = condition && constantOf(foldValue(graph, condition, new Map()));
  if (!decided) return undefined;
  const taken = funcAttribute(node, Number(decided.data[0]) === 0 ? 'else_branch' : 'then_branch');
  return taken === undefined ? undefined : call(taken, args);
}
