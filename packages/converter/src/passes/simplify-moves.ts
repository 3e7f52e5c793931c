import { wholeNumbers } from '../graph/constant-values.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { addIntList } from '../graph/make-constant.ts';
import { intAttribute } from '../graph/read-attribute.ts';
import { readStridedSlice } from '../graph/strided-slice.ts';

/**
 * Removes moves of elements that others undo, and replaces the rest with ops that the engine's module runs itself: Slice and
 * Reshape.
 */
export function simplifyMoves(graph: Graph): void {
  graph.rewrite((node) => {
    switch (node.op) {
      case 'Transpose':
        return transpose(graph, node);
      case 'Reshape':
        return reshape(graph, node);
      case 'ReverseV2':
        return reverse(graph, node);
      case 'StridedSlice':
        return stridedSlice(graph, node);
      case 'Split':
        return split(graph, node);
      case 'SplitV':
        return splitV(graph, node);
      case 'Unpack':
        return unpack(graph, node);
      case 'ExpandDims':
      case 'Squeeze':
        return reshapeTo(graph, node, node.inputs[0]);
      default:
        return undefined;
    }
  });
}

function transpose(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x, permutation] = node.inputs;
  const order = wholeNumbers(permutation);
  if (!x || !order) return undefined;
  if (order.every((axis, at) => axis === at)) return [x];
  const inner = x.node.op === 'Transpose' ? wholeNumbers(x.node.inputs[1]) : undefined;
  const [source] = x.node.inputs;
  if (inner && source) {
    const both = order.map((axis) => inner[axis] ?? 0);
    if (both.every((axis, at) => axis === at)) return [source];
    return [
      graph.add(
        'Transpose',
        [source, addIntList(graph, both)],
        {},
        { name: node.name, outputs: node.outputs },
      ),
    ];
  }
  // Moving dimensions of 1 moves no elements.
  const { shape } = x;
  const moved = shape && order.filter((axis) => shape[axis] !== 1);
  const isCopy = moved?.every((axis, at) => at === 0 || axis > (moved[at - 1] ?? -1));
  return isCopy ? reshapeTo(graph, node, x) : undefined;
}

function reshape(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x, shape] = node.inputs;
  const [output] = node.outputs;
  if (!x || !shape || !output) return undefined;
  if (
    x.shape &&
    output.shape?.join() === x.shape.join() &&
    x.shape.filter((size) => size === -1).length <= 1
  ) {
    return [x];
  }
  // The shape in between does not matter.
  const [source] = x.node.inputs;
  if (x.node.op !== 'Reshape' || !source || !wholeNumbers(shape)) return undefined;
  if (
    source.shape &&
    output.shape?.join() === source.shape.join() &&
    source.shape.filter((size) => size === -1).length <= 1
  )
    return [source];
  return [graph.add('Reshape', [source, shape], {}, { name: node.name, outputs: [output] })];
}

/** Reshapes `x` to the shape of the node's output, if at most one of its sizes is open. */
function reshapeTo(graph: Graph, node: GraphNode, x: Value | undefined): readonly Value[] | undefined {
  const [output] = node.outputs;
  const shape = output?.shape;
  if (!x || !output || !shape || shape.filter((size) => size === -1).length > 1 || shape.includes(0))
    return undefined;
  return [graph.add('Reshape', [x, addIntList(graph, shape)], {}, { name: node.name, outputs: [output] })];
}

function reverse(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x, axes] = node.inputs;
  const [axis, ...others] = wholeNumbers(axes) ?? [];
  if (x?.node.op !== 'Pack' || axis !== 0 || others.length > 0 || (intAttribute(x.node, 'axis') ?? 0) !== 0)
    return undefined;
  return [
    graph.add('Pack', x.node.inputs.toReversed(), x.node.attributes, {
      name: node.name,
      outputs: node.outputs,
    }),
  ];
}

function stridedSlice(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x] = node.inputs;
  const [output] = node.outputs;
  const read = readStridedSlice(node.inputs, node);
  if (!x || !output || !read) return undefined;
  const [first, ...rest] = read.axes;
  const takesWhole = (axes: typeof read.axes, from: number) =>
    axes.every(({ begin, size, stride }, at) => begin === 0 && stride === 1 && size === x.shape?.[at + from]);
  if (
    x.node.op === 'Pack' &&
    (intAttribute(x.node, 'axis') ?? 0) === 0 &&
    first?.isShrunk &&
    takesWhole(rest, 1)
  ) {
    const element = x.node.inputs[first.begin];
    if (element && read.shape.length === rest.length) return [element];
  }
  if (read.axes.some(({ stride }) => stride !== 1)) return undefined;
  if (read.shape.includes(0)) return undefined;
  const sizes = read.axes.map(({ size }) => size);
  const isWhole = takesWhole(read.axes, 0);
  const begins = read.axes.map(({ begin }) => begin);
  const taken = isWhole
    ? x
    : graph.add('Slice', [x, addIntList(graph, begins), addIntList(graph, sizes)], {}, { name: node.name });
  if (read.shape.join() === sizes.join()) return [taken];
  return reshapeTo(graph, { ...node, outputs: [{ ...output, shape: read.shape }] }, taken);
}

function split(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [axis, x] = node.inputs;
  const [at] = wholeNumbers(axis) ?? [];
  const count = intAttribute(node, 'num_split') ?? 0;
  if (!x?.shape || at === undefined) return undefined;
  const along = at < 0 ? at + x.shape.length : at;
  const size = (x.shape[along] ?? -1) / count;
  if (!Number.isInteger(size) || size < 1) return undefined;
  return slices(graph, x, along, Array.from<number>({ length: count }).fill(size), node.name);
}

function splitV(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x, sizes, axis] = node.inputs;
  const [at] = wholeNumbers(axis) ?? [];
  const each = wholeNumbers(sizes);
  if (!x?.shape || at === undefined || !each || each.some((size) => size < 1)) return undefined;
  return slices(graph, x, at < 0 ? at + x.shape.length : at, each, node.name);
}

function unpack(graph: Graph, node: GraphNode): readonly Value[] | undefined {
  const [x] = node.inputs;
  const at = intAttribute(node, 'axis') ?? 0;
  if (!x?.shape) return undefined;
  const along = at < 0 ? at + x.shape.length : at;
  if (x.node.op === 'Pack' && (intAttribute(x.node, 'axis') ?? 0) === along) return x.node.inputs;
  const shape = x.shape.toSpliced(along, 1);
  if (shape.filter((size) => size === -1).length > 1 || shape.includes(0)) return undefined;
  const ones = Array.from<number>({ length: node.outputs.length }).fill(1);
  const to = addIntList(graph, shape);
  return slices(graph, x, along, ones, node.name).map((slice) =>
    graph.add('Reshape', [slice, to], {}, { name: node.name, outputs: [{ dtype: x.dtype, shape }] }),
  );
}

/** Returns consecutive parts of a tensor along a dimension. */
function slices(graph: Graph, x: Value, axis: number, sizes: readonly number[], name: string): Value[] {
  const none = x.shape?.map(() => 0) ?? [];
  let from = 0;
  return sizes.map((size) => {
    const begin = addIntList(graph, none.with(axis, from));
    from += size;
    const all = addIntList(graph, none.map(() => -1).with(axis, size));
    return graph.add('Slice', [x, begin, all], {}, { name });
  });
}
