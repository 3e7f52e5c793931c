import { hash } from 'node:crypto';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Constant } from '../graph/constant.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';

/** A node of the written graph. An input is the name of a tensor; a node's name alone is its first output. */
export interface WrittenNode {
  readonly name: string;
  readonly node: GraphNode;
  readonly inputs: readonly string[];
}

/** A tensor of a signature, and the graph's name of it. */
export interface WrittenTensor {
  readonly name: string;
  readonly value: Value;
  /** The dtype in which callers give the tensor, if other than the tensor's. */
  readonly given?: DataTypeName;
}

export interface WrittenSignature {
  readonly inputs: Readonly<Record<string, WrittenTensor>>;
  readonly outputs: Readonly<Record<string, WrittenTensor>>;
}

/** A function that nodes call. Its inputs and outputs are in the order of the call's. */
export interface WrittenFunction {
  readonly name: string;
  readonly inputs: readonly WrittenTensor[];
  readonly nodes: readonly WrittenNode[];
  /** Outputs, with their names in the graph. */
  readonly outputs: readonly WrittenTensor[];
}

export interface MergedGraph {
  readonly nodes: readonly WrittenNode[];
  readonly functions: readonly WrittenFunction[];
  readonly signatures: ReadonlyMap<string, WrittenSignature>;
}

/**
 * Merges all signatures into one graph, with equal computations only once. Mostly this is the whole graph, since Keras exports
 * the same model under two names.
 */
export function mergeSignatures(graphs: ReadonlyMap<string, Graph>): MergedGraph {
  const nodes: WrittenNode[] = [];
  const taken = new Set<string>();
  const byKey = new Map<string, string>();
  const ofConstant = createConstantKeys();
  const functions: WrittenFunction[] = [];
  const signatures = new Map<string, WrittenSignature>();
  for (const [signature, graph] of graphs) {
    for (const [name, body] of graph.functions) functions.push(writtenFunction(name, body, taken));
    const names = new Map<GraphNode, string>();
    const tensor = ({ node, index }: Value) =>
      `${names.get(node) ?? node.name}${index === 0 ? '' : `:${index}`}`;
    const inputNames = new Map([...graph.inputs].map(([name, { node }]) => [node, name]));
    for (const node of graph.nodes) {
      const inputs = node.inputs.map(tensor);
      const identity = node.constant ? ofConstant(node.constant) : inputNames.get(node);
      const key = JSON.stringify([
        node.op,
        inputs,
        identity,
        node.attributes,
        identity === undefined ? 0 : node.outputs.map(({ dtype, shape }) => [dtype, shape]),
      ]);
      const known = byKey.get(key);
      const name = known ?? uniqueName(node.name, taken);
      names.set(node, name);
      if (known !== undefined) continue;
      byKey.set(key, name);
      nodes.push({ name, node, inputs });
    }
    const givenAs = (name: string) => {
      const given = graph.givenTypes.get(name);
      return given ? { given } : {};
    };
    const tensors = (
      values: ReadonlyMap<string, Value>,
      given: (name: string) => Pick<WrittenTensor, 'given'> = () => ({}),
    ) =>
      Object.fromEntries(
        [...values].map(([name, value]) => [
          name,
          {
            name: `${names.get(value.node) ?? value.node.name}:${value.index}`,
            value,
            ...given(name),
          },
        ]),
      );
    signatures.set(signature, { inputs: tensors(graph.inputs, givenAs), outputs: tensors(graph.outputs) });
  }
  return { nodes, functions, signatures };
}

/** Writes a function. Weights of functions are found only by name, so names are unique in the whole model. */
function writtenFunction(
  name: string,
  { nodes, inputs, outputs }: Graph,
  taken: Set<string>,
): WrittenFunction {
  const names = new Map(nodes.map((node) => [node, uniqueName(`${name}/${node.name}`, taken)]));
  const written = (value: Value): WrittenTensor => ({
    name: `${names.get(value.node) ?? value.node.name}:${value.index}`,
    value,
  });
  const given = [...inputs.values()];
  const isInput = new Set(given.map(({ node }) => node));
  return {
    name,
    inputs: given.map((value) => ({ ...written(value), name: names.get(value.node) ?? value.node.name })),
    nodes: nodes
      .filter((node) => !isInput.has(node))
      .map((node) => ({
        name: names.get(node) ?? node.name,
        node,
        inputs: node.inputs.map((input) => written(input).name),
      })),
    outputs: [...outputs.values()].map(written),
  };
}

/** Returns the main signature of a `model.json`. */
export function mainSignature(signatures: ReadonlyMap<string, WrittenSignature>): string {
  const [first = DEFAULT_SIGNATURE] = signatures.keys();
  return signatures.has(DEFAULT_SIGNATURE) ? DEFAULT_SIGNATURE : first;
}

/** Returns a unique name. In TensorFlow.js, `:` precedes the number of an output, and `^` marks a control dependency. */
function uniqueName(wanted: string, taken: Set<string>): string {
  const base = wanted.replaceAll(/[:^]/g, '_');
  let name = base;
  for (let count = 1; taken.has(name); count++) name = `${base}_${count}`;
  taken.add(name);
  return name;
}

/** Returns a function that gives equal constants the same key. Passes that fold into weights copy them for each signature. */
function createConstantKeys(): (constant: Constant) => string {
  const numbers = new Map<Constant['data'], number>();
  return ({ dtype, shape, data }) => {
    if (ArrayBuffer.isView(data)) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return `${dtype} ${shape.join()} ${hash('sha256', bytes, 'base64')}`;
    }
    const number = numbers.get(data) ?? numbers.size;
    numbers.set(data, number);
    return `${dtype} ${shape.join()} #${number}`;
  };
}
