import { FIELDS } from '@pilotlight/model-runtime/saved-model';
import protobuf from 'protobufjs/light.js';
import { decodeMessage, type MetaGraphMessage, type NodeMessage } from './saved-model-proto.ts';

const LENGTH_DELIMITED = 2;

/** A graph of a SavedModel, with its nodes still in the file's bytes. */
export interface MetaGraph extends MetaGraphMessage {
  graph: Uint8Array;
}

/** Walks through the graphs of a SavedModel. @throws {Error} if the bytes are not a SavedModel. */
export function* metaGraphsOf(savedModel: Uint8Array): Generator<MetaGraph> {
  for (const metaGraph of messagesOf(savedModel, FIELDS.SavedModel.metaGraphs)) {
    let graph: Uint8Array = new Uint8Array();
    // The last one counts, as in protocol buffers.
    for (const found of messagesOf(metaGraph, FIELDS.MetaGraphDef.graphDef)) graph = found;
    yield Object.assign(decodeMessage('MetaGraphDef', metaGraph), { graph });
  }
}

/**
 * Walks through the nodes of a graph and its functions, and holds one at a time: an empty node takes two bytes of the file,
 * and a hundred bytes decoded.
 *
 * @throws {Error} if the bytes are not a graph.
 */
export function* nodesOf(graph: Uint8Array): Generator<NodeMessage> {
  yield* ownNodesOf(graph);
  for (const { nodes } of functionsOf(graph)) yield* nodes();
}

/** Walks through the nodes of a graph without those of its functions. */
export function ownNodesOf(graph: Uint8Array): Generator<NodeMessage> {
  return nodesUnder(graph, FIELDS.GraphDef.node);
}

/** A function that nodes of a graph can call, with its own nodes still in the file's bytes. */
export interface GraphFunction {
  name: string;
  nodes: () => Generator<NodeMessage>;
}

/** Walks through the functions of a graph. */
export function* functionsOf(graph: Uint8Array): Generator<GraphFunction> {
  for (const library of messagesOf(graph, FIELDS.GraphDef.library)) {
    for (const definition of messagesOf(library, FIELDS.FunctionDefLibrary.function)) {
      let name = '';
      for (const signature of messagesOf(definition, FIELDS.FunctionDef.signature))
        name = decodeMessage('OpDef', signature).name;
      yield { name, nodes: () => nodesUnder(definition, FIELDS.FunctionDef.nodeDef) };
    }
  }
}

function* nodesUnder(message: Uint8Array, number: number): Generator<NodeMessage> {
  for (const node of messagesOf(message, number)) yield decodeMessage('NodeDef', node);
}

/** Returns the messages in a message that have a certain number, as views of its bytes. */
function* messagesOf(message: Uint8Array, number: number): Generator<Uint8Array> {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    const [field, wireType] = [tag >>> 3, tag & 7];
    if (field === number && wireType === LENGTH_DELIMITED) yield reader.bytes();
    else reader.skipType(wireType, 0, field);
  }
}
