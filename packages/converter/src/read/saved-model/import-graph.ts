import { elementCount } from '@pilotlight/protocol/tensors';
import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import type { Graph } from '../../graph/graph.ts';
import type { GraphNode, Value, ValueSpec } from '../../graph/graph-node.ts';
import { inferOutputs } from '../../graph/infer-outputs.ts';
import { opDefinition, withDefaults } from '../../graph/op-definition.ts';
import {
  decodeMessage,
  type FunctionMessage,
  type MetaGraphMessage,
  type NodeMessage,
  readShape,
} from './messages.ts';
import { readAttribute, readAttributes } from './read-attributes.ts';
import { readTensor } from './read-tensor.ts';

/** Limits of the nodes of a model after its functions are inlined, and of the depth of calls. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;
/** The most elements of all constants that are stored as one repeated value. */
const MAX_REPEATED = 2 ** 26;

const CALLS: ReadonlySet<string> = new Set(['PartitionedCall', 'StatefulPartitionedCall']);

/** Nodes by name, each still in bytes: most are of functions that a signature does not call, such as those that save. */
type EncodedNodes = ReadonlyMap<string, Uint8Array>;

interface CalledFunction {
  readonly message: FunctionMessage;
  readonly nodes: EncodedNodes;
}

/** Nodes of one graph or of one function call. */
interface Scope {
  readonly nodes: EncodedNodes;
  /** The arguments of the function call. */
  readonly args: ReadonlyMap<string, Value>;
  readonly imported: Map<string, Imported>;
  readonly prefix: string;
  readonly depth: number;
  readonly isFunction: boolean;
}

interface Imported {
  readonly outputs: readonly Value[];
  /** The index of the first output of each name. */
  readonly starts: ReadonlyMap<string, number>;
}

/** Imports parts of a SavedModel's graph into a {@link Graph}, and inlines functions. */
export interface Importer {
  /** Imports a tensor of the main graph, such as `scores:0`, with all that it depends on. */
  tensor(name: string): Value;
  /** Imports a node of the main graph that runs for its side effect. */
  run(name: string): void;
  /** Replaces a tensor of the main graph with another one, such as an input of the signature. */
  feed(name: string, value: Value): void;
  /** Inlines a function into the graph. */
  readonly call: (name: string, args: readonly Value[]) => readonly Value[];
  /** All imported nodes that a session runs, including those that no output depends on. */
  readonly imported: readonly GraphNode[];
}

/** A graph with its nodes and functions in bytes, by name. */
export interface EncodedGraph {
  readonly nodes: EncodedNodes;
  readonly functions: ReadonlyMap<string, Uint8Array>;
}

/** Finds the names in a graph. */
export function indexGraph(graph: MetaGraphMessage['graphDef']): EncodedGraph {
  const functions = graph?.library?.function ?? [];
  return {
    nodes: byName(graph?.node ?? []),
    functions: new Map(functions.map((one) => [functionNameOf(one), one])),
  };
}

export function createImporter({ nodes, functions }: EncodedGraph, graph: Graph): Importer {
  const decoded = new Map<string, CalledFunction>();
  /** Constants by their nodes. All calls of a function share its constants, as a small file can call a large one often. */
  const constants = new Map<Uint8Array, Constant>();
  const all: GraphNode[] = [];
  let calls = 0;
  let repeated = 0;
  const main: Scope = {
    nodes,
    args: new Map(),
    imported: new Map(),
    prefix: '',
    depth: 0,
    isFunction: false,
  };

  function decodedFunction(name: string): CalledFunction | undefined {
    const known = decoded.get(name);
    const bytes = functions.get(name);
    if (known || !bytes) return known;
    const message = decodeMessage('FunctionDef', bytes);
    const made = { message, nodes: byName(message.nodeDef) };
    decoded.set(name, made);
    return made;
  }

  /** Imports a node after its inputs. Uses an array as its stack, because graphs are deep. */
  function importNode(scope: Scope, name: string): Imported {
    const known = scope.imported.get(name);
    if (known) return known;
    const stack: { name: string; node?: NodeMessage }[] = [{ name }];
    const open = new Set<string>();
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (scope.imported.has(top.name)) {
        stack.pop();
        continue;
      }
      if (top.node) {
        scope.imported.set(top.name, make(scope, top.node));
        open.delete(top.name);
        stack.pop();
        continue;
      }
      const bytes = scope.nodes.get(top.name);
      if (!bytes) throw new RangeError(`a node has the input '${top.name}', which does not exist`);
      const node = decodeMessage('NodeDef', bytes);
      if (open.has(top.name)) {
        throw new ConversionError(`it has a loop of TensorFlow 1 (${node.op} '${node.name}')`);
      }
      top.node = node;
      open.add(top.name);
      for (const input of node.input.toReversed()) {
        const from = nodeOf(input);
        if (scope.args.has(from) || scope.imported.has(from)) continue;
        if (open.has(from)) {
          throw new ConversionError(`it has a loop of TensorFlow 1 (${node.op} '${node.name}')`);
        }
        stack.push({ name: from });
      }
    }
    const made = scope.imported.get(name);
    if (!made) throw new RangeError(`the node '${name}' does not exist`);
    return made;
  }

  function make(scope: Scope, node: NodeMessage): Imported {
    const inputs = node.input.filter((input) => !input.startsWith('^')).map((input) => resolve(scope, input));
    const called = CALLS.has(node.op) ? functionName(node) : functions.has(node.op) ? node.op : undefined;
    if (called !== undefined) {
      const outputs = callFunction(called, inputs, {
        name: `${scope.prefix}${node.name}`,
        depth: scope.depth,
      });
      return { outputs, starts: new Map([['output', 0], ...outputStarts(decodedFunction(called))]) };
    }
    const attributes = withDefaults(node.op, readAttributes(node));
    if (all.length >= MAX_NODES) throw new ConversionError(`it has more than ${MAX_NODES} nodes`);
    const name = `${scope.prefix}${node.name}`;
    if (node.op === 'Const') return importConstant(scope, node);
    if (!opDefinition(node.op)) throw new ConversionError(`the op ${node.op} is not known`);
    const outputs = graph.addNode(node.op, inputs, {
      name,
      attributes,
      outputs: specsOf(node, inputs, attributes),
    });
    const [first] = outputs;
    all.push(first ? first.node : { name, op: node.op, inputs, attributes, outputs });
    return { outputs, starts: startsOf(node.op, attributes) };
  }

  function importConstant(scope: Scope, node: NodeMessage): Imported {
    const key = scope.nodes.get(node.name);
    const constant = (key && constants.get(key)) ?? readConstant(node);
    if (key) constants.set(key, constant);
    const value = graph.addConstant(constant, `${scope.prefix}${node.name}`);
    all.push(value.node);
    return { outputs: [value], starts: new Map([['output', 0]]) };
  }

  function readConstant(node: NodeMessage): Constant {
    const tensor = node.attr['value']?.tensor;
    if (!tensor) throw new RangeError(`the constant '${node.name}' has no value`);
    const constant = readTensor(tensor);
    if (tensor.tensorContent.length === 0) repeated += elementCount(constant.shape);
    if (repeated > MAX_REPEATED) throw new ConversionError('its constants repeat values too many times');
    return constant;
  }

  function resolve(scope: Scope, input: string): Value {
    const [from = '', ...rest] = input.split(':');
    const arg = scope.args.get(from);
    if (arg) return arg;
    const { outputs, starts } = importNode(scope, from);
    // In a function, the name of an output comes first.
    const start = scope.isFunction && rest.length > 1 ? (starts.get(rest[0] ?? '') ?? 0) : 0;
    const value = outputs[start + Number(rest.at(-1) ?? 0)];
    if (!value) throw new RangeError(`a node has the input '${input}', which does not exist`);
    return value;
  }

  function callFunction(
    name: string,
    args: readonly Value[],
    { name: callName, depth }: { name: string; depth: number },
  ): readonly Value[] {
    const called = decodedFunction(name);
    const { signature, ret, controlRet } = called?.message ?? {};
    if (!called || !signature) throw new RangeError(`it calls the function '${name}', which does not exist`);
    calls += 1;
    // Functions that only call others add no nodes.
    if (calls > MAX_NODES) throw new ConversionError(`it calls more than ${MAX_NODES} functions`);
    if (depth > MAX_DEPTH) throw new ConversionError('its functions call each other');
    const { inputArg, outputArg } = signature;
    const scope: Scope = {
      nodes: called.nodes,
      args: new Map(
        inputArg.map(({ name: argument }, at) => {
          const value = args[at];
          if (!value) throw new RangeError(`the function '${name}' is called with too few arguments`);
          return [argument, value];
        }),
      ),
      imported: new Map(),
      prefix: `${callName}/`,
      depth: depth + 1,
      isFunction: true,
    };
    const outputs = outputArg.map(({ name: output }) => resolve(scope, ret?.[output] ?? output));
    // They run for their side effects, even if no output depends on them.
    for (const node of Object.values(controlRet ?? {})) importNode(scope, node);
    return outputs;
  }

  return {
    tensor: (name) => resolve(main, name),
    run: (name) => void importNode(main, nodeOf(name)),
    feed(name, value) {
      main.imported.set(nodeOf(name), { outputs: [value], starts: new Map() });
    },
    call: (name, args) => callFunction(name, args, { name, depth: 0 }),
    imported: all,
  };
}

/** Returns the node of an input: `node`, `node:0`, `node:output:0` or `^node`. */
function nodeOf(input: string): string {
  return (input.startsWith('^') ? input.slice(1) : input).split(':')[0] ?? input;
}

function functionName(node: NodeMessage): string {
  const attribute = node.attr['f'] && readAttribute(node.attr['f']);
  return attribute && 'func' in attribute ? attribute.func : '';
}

function outputStarts(called: CalledFunction | undefined): [string, number][] {
  return (called?.message.signature?.outputArg ?? []).map((output, at) => [output.name, at]);
}

function byName(nodes: readonly Uint8Array[]): EncodedNodes {
  return new Map(nodes.map((node) => [decodeMessage('NodeName', node).name, node]));
}

function functionNameOf(encoded: Uint8Array): string {
  return decodeMessage('FunctionName', encoded).signature?.name ?? '';
}

/** Returns the outputs of a node. TensorFlow stores the shapes that it inferred in a function's nodes. */
function specsOf(
  node: NodeMessage,
  inputs: readonly Value[],
  attributes: GraphNode['attributes'],
): ValueSpec[] {
  const inferred = inferOutputs(node.op, inputs, attributes);
  const written = node.attr['_output_shapes']?.list?.shape;
  if (node.op === 'Placeholder') return inferred.map((spec) => ({ ...spec, shape: placeholderShape(node) }));
  return inferred.map((spec, at) => {
    const shape = written?.[at] && readShape(written[at]);
    return { ...spec, shape: shape && spec.shape ? moreOf(shape, spec.shape) : (spec.shape ?? shape) };
  });
}

/** Combines what two shapes tell about the same tensor. */
function moreOf(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.length === other.length ? one.map((size, at) => (size === -1 ? (other[at] ?? -1) : size)) : one;
}

function placeholderShape(node: NodeMessage): readonly number[] | undefined {
  return readShape(node.attr['shape']?.shape);
}

function startsOf(op: string, attributes: GraphNode['attributes']): Map<string, number> {
  const starts = new Map<string, number>();
  let at = 0;
  for (const { name, types, count } of opDefinition(op)?.outputs ?? []) {
    starts.set(name, at);
    const attribute = attributes[types ?? count ?? ''];
    if (attribute && 'list' in attribute && 'type' in attribute.list) at += attribute.list.type.length;
    else at += attribute && 'i' in attribute ? attribute.i : 1;
  }
  return starts;
}
