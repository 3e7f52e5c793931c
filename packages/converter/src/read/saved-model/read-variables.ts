import { ConversionError } from '../../conversion-error.ts';
import { Graph } from '../../graph/graph.ts';
import type { GraphNode, Value } from '../../graph/graph-node.ts';
import { constantOf } from '../../graph/constant-values.ts';
import { stringAttribute } from '../../graph/read-attribute.ts';
import { createImporter, type EncodedGraph } from './import-graph.ts';
import type { MetaGraphMessage } from './messages.ts';
import type { TensorSlice } from './slice-key.ts';

/** The place of a variable's value in the checkpoint. */
export interface StoredVariable {
  readonly name: string;
  readonly slice: TensorSlice | undefined;
}

const ASSIGNS: ReadonlySet<string> = new Set(['Assign', 'AssignVariableOp']);
const PASSING: ReadonlySet<string> = new Set(['Identity', 'IdentityN']);

/**
 * Finds the checkpoint entry of each variable from the model's own restore function. So it works for any writer of the model,
 * and any names of variables.
 *
 * @returns the places in the checkpoint, by {@link variableKey}.
 */
export function readVariables(
  encoded: EncodedGraph,
  saver: NonNullable<MetaGraphMessage['saverDef']>,
): Map<string, StoredVariable> {
  const importer = createImporter(encoded, new Graph());
  importer.run(saver.restoreOpName);
  const stored = new Map<string, StoredVariable>();
  for (const node of importer.imported) {
    if (!ASSIGNS.has(node.op)) continue;
    const [variable, value] = node.inputs;
    const found = value && storedAt(value);
    if (variable && found) stored.set(variableKey(variable.node), found);
  }
  return stored;
}

/** Returns the key of a variable. Variables with the same key share one value. */
export function variableKey(node: GraphNode): string {
  const shared = stringAttribute(node, 'shared_name') ?? '';
  return `${stringAttribute(node, 'container') ?? ''}/${shared === '' ? node.name : shared}`;
}

function storedAt(value: Value): StoredVariable | undefined {
  let { node, index } = value;
  while (PASSING.has(node.op)) {
    const input: Value | undefined = node.inputs[node.op === 'IdentityN' ? index : 0];
    if (!input) return undefined;
    ({ node, index } = input);
  }
  if (node.op !== 'RestoreV2') return undefined;
  const [, names, slices] = node.inputs;
  const name = textAt(names, index);
  if (name === undefined)
    throw new ConversionError('its restore function computes the names of variables when it runs');
  const slice = textAt(slices, index) ?? '';
  return { name, slice: slice === '' ? undefined : parseSlice(slice) };
}

function textAt(value: Value | undefined, index: number): string | undefined {
  const constant = constantOf(value);
  const bytes =
    constant?.dtype === 'string' && !ArrayBuffer.isView(constant.data) ? constant.data[index] : undefined;
  return bytes && Buffer.from(bytes).toString('latin1');
}

/** Parses a slice such as `10 4 0,5:-`: the whole shape, then start and length in each dimension, or `-` for all of it. */
function parseSlice(text: string): TensorSlice {
  const parts = text.split(' ').at(-1)?.split(':') ?? [];
  return parts.map((part) => {
    if (part === '-') return { start: 0, length: -1 };
    const [start, length] = part.split(',').map(Number);
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length)) {
      throw new RangeError(`'${text}' is not a slice of a variable`);
    }
    return { start: start ?? 0, length: length ?? 0 };
  });
}
