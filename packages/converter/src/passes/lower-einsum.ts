import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import { addIntList } from '../graph/make-constant.ts';
import { stringAttribute } from '../graph/read-attribute.ts';
import { parseEinsum } from './parse-einsum.ts';

/** Replaces an Einsum of two operands by transpositions, reshapes and one product. */
export function lowerEinsum(graph: Graph): void {
  graph.rewrite((node) => {
    if (node.op !== 'Einsum') return undefined;
    const equation = stringAttribute(node, 'equation') ?? '';
    const parsed = parseEinsum(
      equation,
      node.inputs.map(({ shape }) => shape?.length),
    );
    const [a, b] = node.inputs;
    const [one, other] = parsed?.operands ?? [];
    if (!parsed || !a || !b || one === undefined || other === undefined || node.inputs.length > 2)
      return undefined;
    const { output } = parsed;
    const shared = Array.from(one).filter((letter) => other.includes(letter));
    const batch = Array.from(output).filter((letter) => shared.includes(letter));
    const summed = shared.filter((letter) => !output.includes(letter));
    const freeOf = (letters: string, rest: string) =>
      Array.from(output).filter((letter) => letters.includes(letter) && !rest.includes(letter));
    const [freeA, freeB] = [freeOf(one, other), freeOf(other, one)];
    // A summed letter of only one operand is rare. It stays, and is refused later.
    if (one.length !== batch.length + summed.length + freeA.length) return undefined;
    if (other.length !== batch.length + summed.length + freeB.length) return undefined;

    const sizes = new Map<string, number>();
    for (const [letters, { shape }] of [
      [one, a],
      [other, b],
    ] as const) {
      for (const [axis, letter] of Array.from(letters).entries()) {
        const size = shape?.[axis] ?? -1;
        if (size !== -1 || !sizes.has(letter)) sizes.set(letter, size);
      }
    }
    const isSwapped =
      freeB.length > 0 && freeA.length > 0 && output.indexOf(freeB[0] ?? '') < output.indexOf(freeA[0] ?? '');
    const left = isSwapped
      ? { value: b, letters: other, free: freeB }
      : { value: a, letters: one, free: freeA };
    const right = isSwapped
      ? { value: a, letters: one, free: freeA }
      : { value: b, letters: other, free: freeB };
    const leftSide = arrange(graph, left, [batch, left.free, summed], sizes);
    // No transposition if the product can transpose it itself.
    const isTurned =
      [...batch, ...right.free, ...summed].join('') === right.letters && right.free.length === 1;
    const order = isTurned ? [batch, right.free, summed] : [batch, summed, right.free];
    const rightSide = arrange(graph, right, order, sizes);
    if (!leftSide || !rightSide) return undefined;
    const product =
      batch.length === 0
        ? graph.add('MatMul', [leftSide, rightSide], { transpose_b: { b: isTurned } }, { name: node.name })
        : graph.add('BatchMatMulV2', [leftSide, rightSide], { adj_y: { b: isTurned } }, { name: node.name });
    const letters = [...batch, ...left.free, ...right.free];
    const shaped = reshape(
      graph,
      product,
      letters.map((letter) => sizes.get(letter) ?? -1),
    );
    if (!shaped) return undefined;
    return [
      transpose(
        graph,
        shaped,
        Array.from(output).map((letter) => letters.indexOf(letter)),
      ),
    ];
  });
}

interface Operand {
  value: Value;
  letters: string;
}

/** Brings an operand's dimensions into an order, and merges each group into one, except the batch. */
function arrange(
  graph: Graph,
  { value, letters }: Operand,
  [batch = [], ...groups]: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, number>,
): Value | undefined {
  const ordered = [...batch, ...groups.flat()];
  const turned = transpose(
    graph,
    value,
    ordered.map((letter) => letters.indexOf(letter)),
  );
  if (groups.every((group) => group.length === 1)) return turned;
  const sizeOf = (letter: string) => sizes.get(letter) ?? -1;
  const products = groups.map((group) => {
    const each = group.map(sizeOf);
    return each.includes(-1) ? -1 : each.reduce((product, size) => product * size, 1);
  });
  return reshape(graph, turned, [...batch.map(sizeOf), ...products]);
}

function transpose(graph: Graph, value: Value, order: readonly number[]): Value {
  if (order.every((axis, at) => axis === at)) return value;
  return graph.add('Transpose', [value, addIntList(graph, order)]);
}

/** Reshapes a value; undefined if more than one size is open. */
function reshape(graph: Graph, value: Value, shape: readonly number[]): Value | undefined {
  if (value.shape?.join() === shape.join() && !shape.includes(-1)) return value;
  if (value.shape?.length === shape.length && value.shape.every((size, at) => size === shape[at]))
    return value;
  if (shape.filter((size) => size === -1).length > 1) return undefined;
  return graph.add(
    'Reshape',
    [value, addIntList(graph, shape)],
    {},
    { outputs: [{ dtype: value.dtype, shape }] },
  );
}
