import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { GraphNode } from './graph-node.ts';

type Attributed = Pick<GraphNode, 'attributes'>;

/** Returns a node's attribute that is a whole number; undefined if it has none. */
export function intAttribute({ attributes }: Attributed, name: string): number | undefined {
  const attribute = attributes[name];
  return attribute && 'i' in attribute ? attribute.i : undefined;
}

export function floatAttribute({ attributes }: Attributed, name: string): number | undefined {
  const attribute = attributes[name];
  return attribute && 'f' in attribute ? attribute.f : undefined;
}

/** True if a node has an attribute that is true. */
export function boolAttribute({ attributes }: Attributed, name: string): boolean {
  const attribute = attributes[name];
  return attribute !== undefined && 'b' in attribute && attribute.b;
}

export function stringAttribute({ attributes }: Attributed, name: string): string | undefined {
  const attribute = attributes[name];
  return attribute && 's' in attribute ? attribute.s : undefined;
}

export function typeAttribute({ attributes }: Attributed, name: string): DataTypeName | undefined {
  const attribute = attributes[name];
  return attribute && 'type' in attribute ? attribute.type : undefined;
}

/** Returns a list of whole numbers; empty if the node has none. */
export function intsAttribute({ attributes }: Attributed, name: string): readonly number[] {
  const attribute = attributes[name];
  return attribute && 'list' in attribute && 'i' in attribute.list ? attribute.list.i : [];
}

export function funcAttribute({ attributes }: Attributed, name: string): string | undefined {
  const attribute = attributes[name];
  return attribute && 'func' in attribute ? attribute.func : undefined;
}
