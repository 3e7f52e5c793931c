import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attributes } from './attribute.ts';
import type { Constant } from './constant.ts';
import type { GraphNode, Value, ValueSpec } from './graph-node.ts';
import { inferOutputs } from './infer-outputs.ts';
import { withDefaults } from './op-definition.ts';

export interface AddOptions {
  /** What the node is called; made unique. Defaults to the op's name. */
  name?: string;
  /** What it gives; inferred where it is left out. */
  outputs?: readonly ValueSpec[];
}

/**
 * Changes a node while {@link Graph.rewrite} visits it. Its inputs have been visited before it and are what they were
 * changed to. Nodes that are added meanwhile come before it.
 *
 * @returns what stands in for each of its outputs; undefined where the node stays.
 */
export type Rewrite = (node: GraphNode, graph: Graph) => readonly Value[] | undefined;

/**
 * One signature of a model as a graph in memory, whatever it was read from. Nodes are in an order in which they can be
 * run: a node can take only what was added before it.
 */
export class Graph {
  #nodes: GraphNode[] = [];
  readonly #names = new Map<string, number>();
  readonly #inputs = new Map<string, Value>();
  readonly #outputs = new Map<string, Value>();
  readonly #givenTypes = new Map<string, DataTypeName>();
  readonly #functions = new Map<string, Graph>();

  /** In an order in which they can be run. */
  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** By the names that callers use. Each is the output of a `Placeholder`. */
  get inputs(): ReadonlyMap<string, Value> {
    return this.#inputs;
  }

  /** By the names that callers use. */
  get outputs(): ReadonlyMap<string, Value> {
    return this.#outputs;
  }

  /** What callers give an input as, where that is not the dtype of the tensor. */
  get givenTypes(): ReadonlyMap<string, DataTypeName> {
    return this.#givenTypes;
  }

  /** What nodes call by name, such as the body of a loop: its inputs and outputs are in the order of the call's. */
  get functions(): ReadonlyMap<string, Graph> {
    return this.#functions;
  }

  /** Adds a function, and gives its name, made unique. */
  addFunction(name: string, body: Graph): string {
    const unique = this.#uniqueName(name);
    this.#functions.set(unique, body);
    return unique;
  }

  /**
   * Adds an input of the signature. Every number of 8 bits is a float too, and only so can it be part of a snapshot: such an
   * input is a float in the graph. What computes in 8 bits is refused.
   */
  addInput(name: string, { dtype: given, shape }: ValueSpec): Value {
    const dtype = given === 'uint8' || given === 'int8' ? 'float32' : given;
    if (dtype !== given) this.#givenTypes.set(name, given);
    const [value] = this.addNode('Placeholder', [], {
      attributes: { dtype: { type: dtype }, shape: { shape } },
      name,
      outputs: [{ dtype, shape }],
    });
    if (!value) throw new TypeError('a placeholder gives one tensor');
    this.#inputs.set(name, value);
    return value;
  }

  /** Names a tensor that the signature answers with. */
  setOutput(name: string, value: Value): void {
    this.#outputs.set(name, value);
  }

  /** Adds a tensor that the model holds. */
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

  /** Adds an operation that gives one tensor. Attributes that are left out are what the op's definition says. */
  add(op: string, inputs: readonly Value[], attributes: Attributes = {}, options: AddOptions = {}): Value {
    return first(this.addNode(op, inputs, { ...options, attributes }));
  }

  /** Adds an operation, and gives all its outputs. */
  addNode(
    op: string,
    inputs: readonly Value[],
    { attributes: own = {}, name = op, outputs }: AddOptions & { attributes?: Attributes } = {},
  ): readonly Value[] {
    const attributes = withDefaults(op, own);
    const specs = outputs ?? inferOutputs(op, inputs, attributes);
    return this.#append({ op, name, inputs, attributes, specs }).outputs;
  }

  /** Visits all nodes in their order, and puts what a rule gives into the place of what it was given. */
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

  /** Removes the nodes that a test does not keep. Nothing may take from them any more. */
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
  if (!value) throw new TypeError('the operation gives nothing');
  return value;
}
