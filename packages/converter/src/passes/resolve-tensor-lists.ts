import { wholeNumber, wholeNumbers } from '../graph/constant-values.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { addIntList, addIntScalar } from '../graph/make-constant.ts';
import { intAttribute, typeAttribute } from '../graph/read-attribute.ts';

/** An element of a list: a tensor, or nothing yet. */
type Elements = readonly (Value | undefined)[];

const MAX_LENGTH = 4096;

/** Replaces tensors that are read from a list, as in loops, with the tensors that were written to it. */
export function resolveTensorLists(graph: Graph): void {
  const lists = new Map<Value, Elements>();
  graph.rewrite((node) => {
    const [first, second, third] = node.inputs;
    const [output] = node.outputs;
    if (!output || !first) return undefined;
    const list = lists.get(first);
    const keep = (elements: Elements | undefined) => {
      if (elements && elements.length <= MAX_LENGTH) lists.set(output, elements);
      return undefined;
    };
    switch (node.op) {
      case 'TensorListFromTensor':
        return keep(rowsOf(graph, first));
      case 'TensorListReserve': {
        const length = wholeNumber(second);
        const isBounded = length !== undefined && length >= 0 && length <= MAX_LENGTH;
        return keep(isBounded ? Array.from<undefined>({ length }) : undefined);
      }
      case 'EmptyTensorList':
        return keep([]);
      case 'TensorListPushBack':
        return keep(list && second && [...list, second]);
      case 'TensorListSetItem': {
        const at = wholeNumber(second);
        return keep(
          list && third && at !== undefined && at >= 0 && at < list.length ? list.with(at, third) : undefined,
        );
      }
      case 'TensorListGetItem': {
        const element = list?.[wholeNumber(second) ?? -1];
        return element && [element];
      }
      case 'TensorListLength':
        return list && [addIntScalar(graph, list.length)];
      case 'TensorListStack':
        return list && stack(graph, node, list);
      default:
        return undefined;
    }
  });
}

/** Returns the rows of a tensor. Those of a Pack are its inputs. */
function rowsOf(graph: Graph, tensor: Value): Elements | undefined {
  const { node, shape } = tensor;
  if (node.op === 'Pack' && (intAttribute(node, 'axis') ?? 0) === 0) return node.inputs;
  const [length = -1, ...rest] = shape ?? [];
  if (!shape || length < 0 || length > MAX_LENGTH || rest.filter((size) => size === -1).length > 1)
    return undefined;
  const to = addIntList(graph, rest);
  const sizes = addIntList(graph, [1, ...rest.map(() => -1)]);
  return Array.from({ length }, (_, at) => {
    const begin = addIntList(graph, [at, ...rest.map(() => 0)]);
    const row = graph.add('Slice', [tensor, begin, sizes]);
    return graph.add('Reshape', [row, to], {}, { outputs: [{ dtype: tensor.dtype, shape: rest }] });
  });
}

function stack(graph: Graph, node: GraphNode, list: Elements): readonly Value[] | undefined {
  const elements = list.filter((element) => element !== undefined);
  if (elements.length < list.length || elements.length === 0) return undefined;
  const wanted = wholeNumbers(node.inputs[1]);
  const dtype = typeAttribute(node, 'element_dtype');
  if (!wanted || elements.some((element) => element.dtype !== dtype)) return undefined;
  const attributes = { axis: { i: 0 }, N: { i: elements.length } };
  return [graph.add('Pack', elements, attributes, { name: node.name })];
}
