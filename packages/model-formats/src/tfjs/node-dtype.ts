import * as v from 'valibot';
import { dataTypeName } from '../saved-model/data-types.ts';
import type { GraphNode } from './graph-model.ts';

/** TensorFlow's element types by name, or by number as older converters write them. */
export const typeName = v.union([
  v.string(),
  v.pipe(
    v.number(),
    v.transform((number) => dataTypeName(number)),
  ),
]);
const typeSchema = v.object({ type: typeName });

/** Dtypes in which TensorFlow.js holds tensors of these types. */
const HELD_AS: Readonly<Record<string, string>> = {
  DT_FLOAT: 'float32',
  DT_DOUBLE: 'float32',
  DT_INT32: 'int32',
  DT_INT64: 'int32',
  DT_UINT8: 'int32',
  DT_INT8: 'int32',
  DT_BOOL: 'bool',
  DT_STRING: 'string',
  // Names for the numbers in older files.
  float64: 'float32',
  int64: 'int32',
  uint8: 'int32',
  int8: 'int32',
};

/** Returns the dtype in which TensorFlow.js holds a tensor of TensorFlow's type; another type keeps its name. */
export function heldAs(type: string): string {
  return Object.hasOwn(HELD_AS, type) ? (HELD_AS[type] ?? type) : type.replace(/^DT_/, '').toLowerCase();
}

/** Returns the dtype that one of a node's attributes names. */
export function nodeDtype(node: Pick<GraphNode, 'attr'>, keys: readonly string[]): string | undefined {
  const attr = new Map(Object.entries(node.attr ?? {}));
  for (const key of keys) {
    const read = v.safeParse(typeSchema, attr.get(key));
    if (read.success) return heldAs(read.output.type);
  }
  return undefined;
}
