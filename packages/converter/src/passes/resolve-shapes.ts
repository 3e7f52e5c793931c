import { wholeNumber, wholeNumbers } from '../graph/constant-values.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { addIntList } from '../graph/make-constant.ts';
import { boolAttribute } from '../graph/read-attribute.ts';
import { readStridedSlice } from '../graph/strided-slice.ts';

/** Whole numbers that are computed from shapes, some of them known. A number is a list of one. */
type Sizes = readonly (number | undefined)[];

/** The longest list that can be a shape, or a few shapes. */
const MAX_LENGTH = 64;

/**
 * Replaces computed sizes that are known with constants, and the only unknown size of a Reshape with -1. Models compute each
 * shape with a dozen nodes, because of their open batch.
 */
export function resolveShapes(graph: Graph): void {
  const known = new Map<Value, Sizes>();
  const sizesOf = (value: Value | undefined): Sizes | undefined => {
    if (!value) return undefined;
    const constant = (value.shape?.length ?? 2) < 2 ? wholeNumbers(value) : undefined;
    return constant && constant.length <= MAX_LENGTH ? constant : known.get(value);
  };
  graph.rewrite((node) => {
    const [output] = node.outputs;
    if (!output || node.constant) return undefined;
    if (node.op === 'Reshape') return reshape(graph, node, sizesOf(node.inputs[1]));
    if (!output.dtype.startsWith('int')) return undefined;
    const sizes = computeSizes(node, sizesOf);
    if (!sizes || sizes.length > MAX_LENGTH) return undefined;
    known.set(output, sizes);
    const numbers = sizes.filter((size) => size !== undefined);
    if (numbers.length < sizes.length || !output.shape || output.shape.length > 1) return undefined;
    if (output.shape.length === 0) {
      const data = Int32Array.from(numbers);
      return [graph.addConstant({ dtype: 'int32', shape: [], data }, node.name)];
    }
    return [addIntList(graph, numbers)];
  });
}

function reshape(graph: Graph, node: GraphNode, computed: Sizes | undefined): readonly Value[] | undefined {
  const [x, shape] = node.inputs;
  const [output] = node.outputs;
  if (!x || !shape || !output || shape.node.constant) return undefined;
  const written = output.shape?.map((size) => (size === -1 ? undefined : size));
  const sizes =
    written && computed?.length === written.length
      ? written.map((size, axis) => size ?? computed[axis])
      : (written ?? computed);
  // The op infers a size of -1.
  if (!sizes || sizes.filter((size) => size === undefined || size === -1).length > 1) return undefined;
  // Next to a size of 0, another size cannot be inferred.
  if (sizes.includes(0)) return undefined;
  const to = addIntList(
    graph,
    sizes.map((size) => size ?? -1),
  );
  return [graph.add('Reshape', [x, to], {}, { name: node.name, outputs: node.outputs })];
}

function computeSizes(
  node: GraphNode,
  of: (value: Value | undefined) => Sizes | undefined,
): Sizes | undefined {
  const [x, y, z] = node.inputs;
  switch (node.op) {
    case 'Shape':
      return x?.shape?.map((size) => (size === -1 ? undefined : size));
    case 'Size':
      return x?.shape && !x.shape.includes(-1) ? [x.shape.reduce((a, b) => a * b, 1)] : undefined;
    case 'Rank':
      return x?.shape && [x.shape.length];
    case 'Cast':
    case 'Identity':
    case 'ExpandDims':
    case 'Squeeze':
    case 'Reshape':
      return of(x);
    case 'Pack': {
      const parts = node.inputs.map(of);
      return parts.every((part) => part?.length === 1) ? parts.map((part) => part?.[0]) : undefined;
    }
    case 'ConcatV2': {
      const parts = node.inputs.slice(0, -1).map(of);
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'GatherV2': {
      const from = of(x);
      const at = wholeNumbers(y);
      return from && at && wholeNumber(z) === 0 && at.every((index) => index >= 0 && index < from.length)
        ? at.map((index) => from[index])
        : undefined;
    }
    case 'StridedSlice': {
      const from = of(x);
      const [axis, second] = readStridedSlice(node.inputs, node)?.axes ?? [];
      if (!from || !axis || second || axis.size < 0) return undefined;
      return Array.from({ length: axis.size }, (_, at) => from[axis.begin + at * axis.stride]);
    }
    case 'Slice': {
      const from = of(x);
      const [begin] = wholeNumbers(y) ?? [];
      const [size] = wholeNumbers(z) ?? [];
      if (!from || begin === undefined || size === undefined) return undefined;
      return from.slice(begin, size === -1 ? undefined : begin + size);
    }
    case 'Prod': {
      const from = of(x);
      if (!from || x?.shape?.length !== 1 || boolAttribute(node, 'keep_dims')) return undefined;
      return [from.reduce((a, b) => (a === undefined || b === undefined ? undefined : a * b), 1)];
    }
    case 'Mul':
    case 'Add':
    case 'AddV2':
    case 'Sub':
    case 'FloorDiv':
    case 'Maximum':
    case 'Minimum':
      return arithmetic(node.op, of(x), of(y));
    default:
      return undefined;
  }
}

function arithmetic(op: string, a: Sizes | undefined, b: Sizes | undefined): Sizes | undefined {
  if (!a || !b || (a.length !== b.length && a.length !== 1 && b.length !== 1)) return undefined;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => {
    const [one, other] = [a[a.length === 1 ? 0 : at], b[b.length === 1 ? 0 : at]];
    if (one === undefined || other === undefined) return undefined;
    const result = ARITHMETIC[op]?.(one, other);
    return result !== undefined && Number.isSafeInteger(result) && Math.abs(result) < 2 ** 31
      ? result
      : undefined;
  });
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  AddV2: (a, b) => a + b,
  FloorDiv: (a, b) => Math.floor(a / b),
  Maximum: Math.max,
  Minimum: Math.min,
  Mul: (a, b) => a * b,
  Sub: (a, b) => a - b,
};
