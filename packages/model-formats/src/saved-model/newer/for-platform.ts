import {
  encodeField,
  entriesOf,
  FIELDS,
  fieldsOf,
  joinBytes,
  messagesOf,
  stringOf,
} from '@pilotlight/model-runtime/saved-model';
import { decodeMessage } from '../saved-model-proto.ts';
import { servedGraph } from '../served-graph.ts';
import { hasNewerAttributes, newerAttributesOf } from './newer-ops.ts';
import { newerParts } from './newer-parts.ts';

type Message = Uint8Array<ArrayBuffer>;
/** Returns the new form of a message: itself, another one, or nothing. */
type Change = (message: Message) => Message | undefined;

const META_GRAPHS = FIELDS.SavedModel.metaGraphs;
const GRAPH = FIELDS.MetaGraphDef.graphDef;

/**
 * Makes a SavedModel loadable for the platform's older TensorFlow, if its newer parts change no answer: hints, attributes
 * at their defaults, and functions that serving does not call, such as the one that saves the model again. TensorFlow since
 * 2.10 writes such a function into every model with variables, and TensorFlow 2.9 refuses a graph with it.
 *
 * @param file for the error.
 * @returns undefined if no change was needed.
 * @throws {ModelFormatError} if the bytes are not a SavedModel for serving.
 */
export function forPlatform(savedModel: Message, file: string): Message | undefined {
  const { unneededFunctions, unneededNodes } = newerParts(servedGraph(savedModel, file));
  const changeNode: Change = (node) =>
    unneededNodes.has(stringOf(node, FIELDS.NodeDef.name)) ? undefined : withoutNewerAttributes(node);
  const changeFunction: Change = (definition) => {
    const [signature = new Uint8Array()] = messagesOf(definition, FIELDS.FunctionDef.signature);
    if (unneededFunctions.has(stringOf(signature, FIELDS.OpDef.name))) return undefined;
    return change(definition, { [FIELDS.FunctionDef.nodeDef]: withoutNewerAttributes });
  };
  const changeGraph: Change = (graph) =>
    change(graph, {
      [FIELDS.GraphDef.node]: changeNode,
      [FIELDS.GraphDef.library]: (library) =>
        change(library, { [FIELDS.FunctionDefLibrary.function]: changeFunction }),
    });
  const changed = change(savedModel, {
    [META_GRAPHS]: (metaGraph) => change(metaGraph, { [GRAPH]: changeGraph }),
  });
  return changed === savedModel ? undefined : changed;
}

/** Changes the messages in a message that have certain numbers. Returns the same message if none changes. */
function change(message: Message, changes: Readonly<Record<number, Change>>): Message {
  let isChanged = false;
  const parts: Uint8Array[] = [];
  for (const { number, value, raw } of fieldsOf(message)) {
    const made = typeof value === 'number' ? value : (changes[number] ?? same)(value);
    isChanged ||= made !== value;
    if (made === value) parts.push(raw);
    else if (made !== undefined) parts.push(encodeField(number, made));
  }
  return isChanged ? joinBytes(parts) : message;
}

const same: Change = (message) => message;

function withoutNewerAttributes(node: Message): Message {
  if (!hasNewerAttributes(stringOf(node, FIELDS.NodeDef.op))) return node;
  const { dispensable } = newerAttributesOf(decodeMessage('NodeDef', node));
  if (dispensable.length === 0) return node;
  const kept = [...fieldsOf(node)].filter(({ number, raw }) => {
    const [entry] = number === FIELDS.NodeDef.attr ? entriesOf(raw, number) : [];
    return !entry || !dispensable.includes(entry[0]);
  });
  return joinBytes(kept.map(({ raw }) => raw));
}
