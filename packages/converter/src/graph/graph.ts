import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attributes } from './attribute.ts';
import type { Constant } from './constant.ts';
import type { GraphNode, Value, ValueSpec } from './graph-node.ts';
import { inferOutputs } from './infer-outputs.ts';
import { withDefaults } from './op-definition.ts';

export interface AddOptions {
  /** The node's name, made unique. Defaults to the op's name. */
  name?: string;
  /** The node's outputs. Inferred if left out. */
  outputs?: readonly ValueSpec[];
}

/**
 * Changes a node while {@link Graph.rewrite} visits it. Its inputs were visited before, and are already replaced. Nodes that
 * the rule adds come before it.
 *
 * @returns a replacement for each of its outputs; undefined if the node stays.
 */
export type Rewrite = (node: GraphNode, graph: Graph) => readonly Value[] | undefined;

/**
 * One signature of a model as a graph in memory, for every model format. Nodes are in an order in which they can run: the
 * inputs of a node were added before it.
 */
export class Graph {
  #nodes: GraphNode[] = [];
  readonly #names = new Map<string, number>();
  readonly #inputs = new Map<string, Value>();
  readonly #outputs = new Map<string, Value>();
  readonly #givenTypes = new Map<string, DataTypeName>();
  readonly #functions = new Map<string, Graph>();

  /** Nodes, in an order in which they can run. */
  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** Inputs by the names that callers use. Each is the output of a `Placeholder`. */
  get inputs(): ReadonlyMap<string, Value> {
    return this.#inputs;
  }

  /** Outputs by the names that callers use. */
  get outputs(): ReadonlyMap<string, Value> {
    return this.#outputs;
  }

  /** Dtypes in which callers give inputs, if other than the tensor's. */
  get givenTypes(): ReadonlyMap<string, DataTypeName> {
    return this.#givenTypes;
  }

  /** Functions that nodes call by name, such as the body of a loop. Inputs and outputs are in the order of the call's. */
  get functions(): ReadonlyMap<string, Graph> {
    return this.#functions;
  }

  /** Adds a function, and returns its name, made unique. */
  addFunction(name: string, body: Graph): string {
    const unique = this.#uniqueName(name);
    this.#functions.set(unique, body);
    return unique;
  }

  /**
   * Adds an input of the signature. An input of 8-bit integers is a float in the graph: a float holds each of them exactly, and
   * a snapshot needs floats. A model that computes in 8 bits is refused.
   */
  addInput(name: string, { dtype: given, shape }: ValueSpec): Value {
    const dtype = given === 'uint8' || given === 'int8' ? 'float32' : given;
    if (dtype !== given) this.#givenTypes.set(name, given);
    const [value] = this.addNode('Placeholder', [], {
      attributes: { dtype: { type: dtype }, shape: { shape } },
      name,
      outputs: [{ dtype, shape }],
    });
    if (!value) throw new TypeError('a placeholder has one output');
    this.#inputs.set(name, value);
    return value;
  }

  /** Adds an output of the signature. */
  setOutput(name: string, value: Value): void {
    this.#outputs.set(name, value);
  }

  /** Adds a constant tensor. */
  addConstant(constant: Constant, name = 'Const'): Value {
    const { dtype, shape } = constant;
    const { outputs } = this.#append({
      op: 'Const',
      name,
      inputs: [],
      attributes: { dtype: { type: dtype } },
      specs: [{ dtype, shape }],
      constant,
    });
    return first(outputs);
  }

  /** Adds an operation with one output. Attributes that are left out have the defaults of the op's definition. */
  add(op: string, inputs: readonly Value[], attributes: Attributes = {}, options: AddOptions = {}): Value {
    return first(this.addNode(op, inputs, { ...options, attributes }));
  }

  /** Adds an operation, and returns all its outputs. */
  addNode(
    op: string,
    inputs: readonly Value[],
    { attributes: own = {}, name = op, outputs }: AddOptions & { attributes?: Attributes } = {},
  ): readonly Value[] {
    const attributes = withDefaults(op, own);
    const specs = outputs ?? inferOutputs(op, inputs, attributes);
    return this.#append({ op, name, inputs, attributes, specs }).outputs;
  }

  /** Visits all nodes in their order, and replaces outputs with those that a rule returns. */
  rewrite(rule: Rewrite): void {
    const before = this.#nodes;
    const replaced = new Map<Value, Value>();
    const current = (value: Value) => replaced.get(value) ?? value;
    this.#nodes = [];
    for (const node of before) {
      if (node.inputs.some((input) => replaced.has(input))) node.inputs = node.inputs.map(current);
      const values = rule(node, this);
      if (!values) {
        this.#nodes.push(node);
        continue;
      }
      for (const [at, output] of node.outputs.entries()) {
        const value = values[at];
        if (value) replaced.set(output, value);
      }
    }
    for (const [name, value] of this.#outputs) this.#outputs.set(name, current(value));
  }

  /** Removes the nodes for which a test is false. No other node may use their outputs. */
  keepNodes(isKept: (node: GraphNode) => boolean): void {
    this.#nodes = this.#nodes.filter(isKept);
  }

  #append({
    name,
    specs,
    ...rest
  }: Omit<GraphNode, 'outputs' | 'name'> & { name: string; specs: readonly ValueSpec[] }): GraphNode {
    const outputs: Value[] = [];
    const node: GraphNode = { ...rest, name: this.#uniqueName(name), outputs };
    for (const [index, { dtype, shape }] of specs.entries()) outputs.push({ node, index, dtype, shape });
    this.#nodes.push(node);
    return node;
  }

  #uniqueName(wanted: string): string {
    const count = this.#names.get(wanted) ?? 0;
    this.#names.set(wanted, count + 1);
    if (count === 0) return wanted;
    return this.#uniqueName(`${wanted}_${count}`);
  }
}

function first(values: readonly Value[]): Value {
  const [value] = values;
  if (!value) throw new TypeError('the operation has no output');
  return value;
}
