import { ConversionError } from '../../conversion-error.ts';
import type { GraphNode } from '../../graph/graph-node.ts';
import { opDefinition } from '../../graph/op-definition.ts';

/** Ops that TensorFlow calls stateful, but that return the same in each run unless a node assigns. */
const HARMLESS: ReadonlySet<string> = new Set([
  'DisableCopyOnRead',
  'If',
  'Placeholder',
  'PlaceholderWithDefault',
  'Print',
  'PrintV2',
  'ReadVariableOp',
  'ResourceGather',
  'ResourceGatherNd',
  'StatefulPartitionedCall',
  'VarHandleOp',
  'VarIsInitializedOp',
  'Variable',
  'VariableV2',
  'While',
]);

const ASSIGNS =
  /^(Assign|Resource(Scatter|StridedSliceAssign|CountUpTo)|Scatter(Add|Div|M|Nd(Add|M|Sub|Update)|Sub|Update)|CountUpTo)/;
const TABLES = /Table/;
const RANDOM = /Random|Multinomial|Stateful(Standard|Truncated|Uniform)|Rng|Shuffle/;

/**
 * Refuses a model that keeps state between calls, or draws random numbers. Checks all nodes that a session would run, even those
 * that no output depends on: a counter, for example, is incremented by such a node.
 *
 * @throws {ConversionError} naming the op.
 */
export function refuseState(nodes: readonly GraphNode[]): void {
  for (const { op, name } of nodes) {
    if (HARMLESS.has(op) || (!opDefinition(op)?.isStateful && !ASSIGNS.test(op))) continue;
    const where = `the op ${op} ('${name}')`;
    if (ASSIGNS.test(op)) throw new ConversionError(`it has state, which ${where} assigns`);
    if (TABLES.test(op)) throw new ConversionError(`it looks up in a table: ${where}`);
    if (op === 'Assert') throw new ConversionError(`it checks values when it runs: ${where}`);
    if (RANDOM.test(op)) throw new ConversionError(`it draws random numbers: ${where}`);
    throw new ConversionError(`it has state: ${where}`);
  }
}
