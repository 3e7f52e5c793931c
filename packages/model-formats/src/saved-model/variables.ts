import { elementCount } from '@pilotlight/protocol/tensors';
import { dataTypeName, isFloat } from './data-types.ts';
import { readTable } from './read-table.ts';
import { decodeMessage, type NodeMessage, readShape } from './saved-model-proto.ts';

/** Elements by dtype. */
export type ElementCounts = Record<string, number>;

/** Matches the state of an optimizer, which is stored beside the weights. */
const NOT_WEIGHTS = /\.OPTIMIZER_SLOT|(^|\/)(_?optimizer|keras_api)\/|^save_counter\b/;

/** Counts the trained weights in the index of a checkpoint. */
export function countVariables(index: Uint8Array): ElementCounts {
  const counts: ElementCounts = {};
  for (const { key, value } of readTable(index)) {
    if (key === '' || NOT_WEIGHTS.test(key)) continue;
    const { dtype, shape } = decodeMessage('BundleEntryProto', value);
    addTo(counts, dataTypeName(dtype), readShape(shape) ?? []);
  }
  return counts;
}

/** Counts the constants of a frozen graph: its variables became constants. */
export function countConstants(nodes: Iterable<NodeMessage>): ElementCounts {
  const counts: ElementCounts = {};
  for (const { op, attr } of nodes) {
    const tensor = op === 'Const' && Object.hasOwn(attr, 'value') ? attr['value']?.tensor : undefined;
    const shape = readShape(tensor?.tensorShape);
    if (tensor && shape && shape.length > 0) addTo(counts, dataTypeName(tensor.dtype), shape);
  }
  return counts;
}

function addTo(counts: ElementCounts, dtype: string, shape: readonly number[]): void {
  if (isFloat(dtype)) counts[dtype] = (counts[dtype] ?? 0) + elementCount(shape);
}
