import { DATA_TYPES } from './data-type.ts';
import {
  assignNode,
  emptyStringNode,
  isAssignedNode,
  joinStringsNode,
  nameOfNode,
  NODES,
  opOfNode,
  placeholderNode,
  readNode,
  shapeOfNode,
  variableNode,
} from './graph-nodes.ts';
import { encodeField, fieldsOf, joinBytes, messagesOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';
import type { GraphSignature, GraphTensor } from './saved-model-signatures.ts';
import { isForServing } from './served-graph.ts';

const META_GRAPHS = FIELDS.SavedModel.metaGraphs;
const GRAPH = FIELDS.MetaGraphDef.graphDef;

/** The variable with the empty string that strings are joined with. */
const EMPTY = 'pilotlight/empty';

/** A node to fetch once, before any other of a model that takes or returns strings. */
export const MAKE_EMPTY = `${EMPTY}/made:0`;

/** An input that comes in a run of its own. */
export interface KeptTensor {
  /** The name to feed. */
  readonly given: string;
  /** The name to fetch. */
  readonly kept: string;
  /** TensorFlow's number of the element type. */
  readonly dataType: number;
}

interface IsolatedSignature {
  /** The way each input comes in; an input that the graph computes unless it is fed is fed as usual, by its name. */
  readonly inputs: Readonly<Record<string, KeptTensor | { readonly node: string }>>;
  readonly outputs: Readonly<Record<string, GraphTensor>>;
}

export interface IsolatedModel {
  readonly savedModel: Uint8Array<ArrayBuffer>;
  readonly signatures: Readonly<Record<string, IsolatedSignature>>;
  /** True if {@link MAKE_EMPTY} exists. */
  readonly hasStrings: boolean;
}

/**
 * Changes a graph so that its tensors are separate from the addon's, which it handles wrongly:
 *
 * - It never frees the inputs of a run that fails. So they come in a run of their own, which only puts them into variables.
 *   The model's run reads these, and has no inputs.
 * - It shares the memory of strings with the graph, and frees the strings themselves with the tensor. A label or a variable
 *   that a model answers with, or an input that it keeps, would be empty in the next call. So strings go in and out as
 *   copies. Each is joined with an empty one from a variable, so that no optimization can remove the copy.
 *
 * @throws {TypeError} for an input of strings that the graph computes unless it is fed.
 */
export function isolateTensors(
  savedModel: Uint8Array<ArrayBuffer>,
  signatures: Readonly<Record<string, GraphSignature>>,
): IsolatedModel {
  const all = Object.values(signatures);
  const inputs = uniqueTensors(all.map((signature) => signature.inputs));
  const answered = uniqueTensors(all.map((signature) => signature.outputs)).filter(isString);
  const takesStrings = hasStrings(signatures);
  const copies = new Map(answered.map(({ node }, at) => [node, `pilotlight/answered_${at}`]));
  const kept = new Map<string, KeptTensor>();

  /** Keeps an input in a variable, and returns the node that reads it in place of the placeholder. */
  function keep({ node, dataType }: GraphTensor, placeholder: Uint8Array<ArrayBuffer>): Uint8Array[] {
    const name = `pilotlight/input_${kept.size}`;
    const [given, copy, assign] = [`${name}/given`, `${name}/copy`, `${name}/assign`];
    kept.set(node, { given: `${given}:0`, kept: `${name}/kept:0`, dataType });
    const isText = dataType === DATA_TYPES.string;
    return [
      placeholderNode(given, dataType),
      ...(isText ? copyNodes(copy, given) : []),
      variableNode(name, dataType, shapeOfNode(placeholder)),
      assignNode(assign, name, isText ? copy : given, dataType),
      isAssignedNode(`${name}/kept`, name, assign),
      readNode(nameOfNode(placeholder), name, dataType),
    ];
  }

  const fields = [...fieldsOf(savedModel)].map(({ number, value, raw }) => {
    if (number !== META_GRAPHS || typeof value === 'number' || !isForServing(value)) return raw;
    const added = [
      ...(takesStrings ? emptyNodes() : []),
      ...[...copies].flatMap(([node, copy]) => copyNodes(copy, node)),
    ];
    return encodeField(META_GRAPHS, rewriteGraph(value, { inputs, keep, added }));
  });
  return {
    savedModel: joinBytes(fields),
    signatures: Object.fromEntries(
      Object.entries(signatures).map(([name, signature]) => [
        name,
        {
          inputs: mapTensors(signature.inputs, ({ node }) => kept.get(node) ?? { node }),
          outputs: mapTensors(signature.outputs, (tensor) => {
            const copy = copies.get(tensor.node);
            return copy === undefined ? tensor : { ...tensor, node: `${copy}:0` };
          }),
        },
      ]),
    ),
    hasStrings: takesStrings,
  };
}

/** True if one of the signatures has strings, which only an isolated model handles correctly. */
export function hasStrings(signatures: Readonly<Record<string, GraphSignature>>): boolean {
  return Object.values(signatures).some(({ inputs, outputs }) =>
    [...Object.values(inputs), ...Object.values(outputs)].some(isString),
  );
}

function rewriteGraph(
  metaGraph: Uint8Array<ArrayBuffer>,
  {
    inputs,
    keep,
    added,
  }: {
    inputs: readonly GraphTensor[];
    keep: (tensor: GraphTensor, placeholder: Uint8Array<ArrayBuffer>) => Uint8Array[];
    added: readonly Uint8Array[];
  },
): Uint8Array<ArrayBuffer> {
  const byNode = new Map(inputs.map((tensor) => [tensor.node.replace(/:\d+$/, ''), tensor]));
  const [graph] = messagesOf(metaGraph, GRAPH);
  if (!graph) throw new TypeError('saved_model.pb has no graph');
  const parts: Uint8Array[] = [];
  for (const { number, value, raw } of fieldsOf(graph)) {
    const node = number === NODES && typeof value !== 'number' ? value : undefined;
    const tensor = node && byNode.get(nameOfNode(node));
    if (node && tensor && opOfNode(node) === 'Placeholder') parts.push(...keep(tensor, node));
    else if (node && tensor && isString(tensor))
      throw new TypeError(`a string input of it is the output of ${nameOfNode(node)} (${opOfNode(node)})`);
    else parts.push(raw);
  }
  return joinBytes([
    ...[...fieldsOf(metaGraph)].filter(({ number }) => number !== GRAPH).map(({ raw }) => raw),
    encodeField(GRAPH, joinBytes([...parts, ...added])),
  ]);
}

function copyNodes(name: string, of: string): Uint8Array[] {
  return [readNode(`${name}/empty`, EMPTY, DATA_TYPES.string), joinStringsNode(name, of, `${name}/empty`)];
}

function emptyNodes(): Uint8Array[] {
  return [
    emptyStringNode(`${EMPTY}/value`),
    variableNode(EMPTY, DATA_TYPES.string),
    assignNode(`${EMPTY}/assign`, EMPTY, `${EMPTY}/value`, DATA_TYPES.string),
    isAssignedNode(`${EMPTY}/made`, EMPTY, `${EMPTY}/assign`),
  ];
}

function uniqueTensors(sides: readonly GraphSignature['inputs'][]): GraphTensor[] {
  const tensors = sides.flatMap((side) => Object.values(side));
  return [...new Map(tensors.map((tensor) => [tensor.node, tensor])).values()];
}

function isString({ dataType }: GraphTensor): boolean {
  return dataType === DATA_TYPES.string;
}

function mapTensors<Result>(
  tensors: GraphSignature['inputs'],
  map: (tensor: GraphTensor) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor)]));
}
