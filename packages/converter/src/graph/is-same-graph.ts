import type { Constant } from './constant.ts';
import type { Graph } from './graph.ts';
import type { GraphNode, Value } from './graph-node.ts';

/**
 * True if two graphs compute the same outputs from the same inputs, node by node. Names of nodes do not matter. Graphs with
 * functions are never the same.
 */
export function isSameGraph(one: Graph, other: Graph): boolean {
  if (one.functions.size > 0 || other.functions.size > 0 || one.nodes.length !== other.nodes.length)
    return false;
  const places = new Map<GraphNode, number>();
  for (const { nodes } of [one, other]) for (const [at, node] of nodes.entries()) places.set(node, at);
  const isSame = (a: Value, b: Value) => places.get(a.node) === places.get(b.node) && a.index === b.index;
  return (
    isSameByName(one.inputs, other.inputs, isSame) &&
    isSameByName(one.outputs, other.outputs, isSame) &&
    isSameByName(one.givenTypes, other.givenTypes, (a, b) => a === b) &&
    one.nodes.every((node, at) => isSameNode(node, other.nodes[at], isSame))
  );
}

function isSameNode(
  node: GraphNode,
  other: GraphNode | undefined,
  isSame: (a: Value, b: Value) => boolean,
): boolean {
  return (
    node.op === other?.op &&
    isSameList(node.inputs, other.inputs, isSame) &&
    isSameList(node.outputs, other.outputs, isSameSpec) &&
    isSameConstant(node.constant, other.constant) &&
    JSON.stringify(node.attributes) === JSON.stringify(other.attributes)
  );
}

function isSameSpec(a: Value, b: Value): boolean {
  return a.dtype === b.dtype && JSON.stringify(a.shape) === JSON.stringify(b.shape);
}

function isSameConstant(a: Constant | undefined, b: Constant | undefined): boolean {
  if (a?.data === b?.data) return true;
  // Texts are not compared.
  if (!a || !b || !ArrayBuffer.isView(a.data) || !ArrayBuffer.isView(b.data)) return false;
  return Buffer.compare(bytesOf(a.data), bytesOf(b.data)) === 0;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function isSameByName<T>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
  isSame: (a: T, b: T) => boolean,
): boolean {
  const entries = [...other];
  return isSameList([...one], entries, ([name, a], [otherName, b]) => name === otherName && isSame(a, b));
}

function isSameList<T>(one: readonly T[], other: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return (
    one.length === other.length &&
    one.every((a, at) => {
      const b = other[at];
      return b !== undefined && isSame(a, b);
    })
  );
}
