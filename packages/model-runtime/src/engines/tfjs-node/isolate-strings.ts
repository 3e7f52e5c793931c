import { DATA_TYPES } from './data-type.ts';
import { encodeEntry, encodeField, fieldsOf, joinBytes, messagesOf, stringOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';
import { type GraphSignature, isForServing } from './saved-model-signatures.ts';

/** What has to be fed with each run, besides the signature's inputs: one empty string. */
export const EMPTY_STRING = 'pilotlight/empty:0';

const META_GRAPHS = FIELDS.SavedModel.metaGraphs;
const GRAPH = FIELDS.MetaGraphDef.graphDef;
const NODES = FIELDS.GraphDef.node;
const NODE = FIELDS.NodeDef;
const ATTRIBUTE = FIELDS.AttrValue;

export interface IsolatedModel {
  readonly savedModel: Uint8Array<ArrayBuffer>;
  readonly signatures: Readonly<Record<string, GraphSignature>>;
}

/**
 * Lets strings into and out of the graph as copies only. tfjs-node shares their memory with the graph, and when it
 * disposes a tensor it frees the strings themselves: a label or a variable that a model answers with, or an input
 * that it keeps, would be empty in the next call. Each string is joined with an empty one that is fed, so that no
 * optimisation can take the copy away.
 *
 * Returns undefined where no string comes in or goes out.
 */
export function isolateStrings(
  savedModel: Uint8Array<ArrayBuffer>,
  signatures: Readonly<Record<string, GraphSignature>>,
): IsolatedModel | undefined {
  const inputs = stringTensors(signatures, 'inputs');
  const outputs = stringTensors(signatures, 'outputs');
  if (inputs.length + outputs.length === 0) return undefined;

  const fed = outsideNames('fed', inputs);
  const fetched = outsideNames('fetched', outputs);
  const fields = [...fieldsOf(savedModel)].map(({ number, value, raw }) =>
    number === META_GRAPHS && typeof value !== 'number' && isForServing(value)
      ? encodeField(META_GRAPHS, rewriteMetaGraph(value, fed, fetched))
      : raw,
  );
  return {
    savedModel: joinBytes(fields),
    signatures: Object.fromEntries(
      Object.entries(signatures).map(([name, signature]) => [
        name,
        { inputs: renamed(signature.inputs, fed), outputs: renamed(signature.outputs, fetched) },
      ]),
    ),
  };
}

function stringTensors(
  signatures: Readonly<Record<string, GraphSignature>>,
  side: keyof GraphSignature,
): string[] {
  const tensors = Object.values(signatures).flatMap((signature) => Object.values(signature[side]));
  return [...new Set(tensors.filter(isString).map(({ node }) => node))];
}

function outsideNames(prefix: string, tensors: readonly string[]): Map<string, string> {
  return new Map(tensors.map((tensor, at) => [tensor, `pilotlight/${prefix}_${at}`]));
}

function isString({ dataType }: { dataType: number }): boolean {
  return dataType === DATA_TYPES.string;
}

function renamed(
  tensors: GraphSignature['inputs'],
  names: ReadonlyMap<string, string>,
): GraphSignature['inputs'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      isString(tensor) ? { ...tensor, node: `${names.get(tensor.node) ?? tensor.node}:0` } : tensor,
    ]),
  );
}

function rewriteMetaGraph(
  metaGraph: Uint8Array<ArrayBuffer>,
  fed: ReadonlyMap<string, string>,
  fetched: ReadonlyMap<string, string>,
): Uint8Array<ArrayBuffer> {
  const [graph] = messagesOf(metaGraph, GRAPH);
  if (!graph) throw new TypeError('saved_model.pb has no graph');
  const fedNodes = new Map([...fed].map(([tensor, outside]) => [nodeOf(tensor), outside]));

  const nodes = [...fieldsOf(graph)].map(({ number, value, raw }) => {
    if (number !== NODES || typeof value === 'number') return raw;
    const name = stringOf(value, NODE.name);
    const outside = fedNodes.get(name);
    if (outside === undefined) return raw;
    const op = stringOf(value, NODE.op);
    if (op !== 'Placeholder') throw new TypeError(`a string input of it is the output of ${name} (${op})`);
    return copyNode(name, outside);
  });
  return joinBytes([
    ...[...fieldsOf(metaGraph)].filter(({ number }) => number !== GRAPH).map(({ raw }) => raw),
    encodeField(
      GRAPH,
      joinBytes([
        ...nodes,
        ...[nodeOf(EMPTY_STRING), ...fed.values()].map(placeholderNode),
        ...[...fetched].map(([inside, outside]) => copyNode(outside, inside)),
      ]),
    ),
  ]);
}

function nodeOf(tensor: string): string {
  return tensor.replace(/:\d+$/, '');
}

function placeholderNode(name: string): Uint8Array {
  return encodeNode({
    name,
    op: 'Placeholder',
    attributes: { dtype: encodeField(ATTRIBUTE.type, DATA_TYPES.string) },
  });
}

function copyNode(name: string, of: string): Uint8Array {
  return encodeNode({
    name,
    op: 'StringJoin',
    inputs: [of, EMPTY_STRING],
    attributes: { N: encodeField(ATTRIBUTE.i, 2) },
  });
}

function encodeNode({
  name,
  op,
  inputs = [],
  attributes,
}: {
  name: string;
  op: string;
  inputs?: readonly string[];
  attributes: Readonly<Record<string, Uint8Array>>;
}): Uint8Array {
  return encodeField(
    NODES,
    joinBytes([
      encodeField(NODE.name, name),
      encodeField(NODE.op, op),
      ...inputs.map((input) => encodeField(NODE.input, input)),
      ...Object.entries(attributes).map(([key, value]) => encodeEntry(NODE.attr, key, value)),
    ]),
  );
}
