import { encodeField, fieldsOf, joinBytes, messagesOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';
import { withRestore } from './with-restore.ts';

type Message = Uint8Array<ArrayBuffer>;

/** The tag of the graph for serving; a SavedModel can hold others, such as one for training. */
export const SERVING_TAG = 'serve';

const META_GRAPHS = FIELDS.SavedModel.metaGraphs;
const { metaInfoDef: META_INFO } = FIELDS.MetaGraphDef;
const { tags: TAGS } = FIELDS.MetaInfoDef;

/**
 * Chooses the graph to serve by the tags of each: the one for serving; else the only one, as in Python's TensorFlow; else
 * the one without tags, as in modules of TensorFlow Hub.
 *
 * @param graphs read one by one: a file can hold millions.
 */
export function chooseGraph<Graph>(
  graphs: Iterable<Graph>,
  tagsIn: (graph: Graph) => readonly string[],
): Graph | undefined {
  let count = 0;
  let first: Graph | undefined;
  let untagged: Graph | undefined;
  for (const graph of graphs) {
    const tags = tagsIn(graph);
    if (isServingTags(tags)) return graph;
    count += 1;
    first ??= graph;
    if (tags.length === 0) untagged ??= graph;
  }
  return count === 1 ? first : untagged;
}

/** Finds the graph to serve among those of a SavedModel. @throws {TypeError} if there is none. */
export function servedGraph(savedModel: Message): Message {
  const graph = chooseGraph(messagesOf(savedModel, META_GRAPHS), tagsOf);
  if (!graph) throw new TypeError(`saved_model.pb has no graph with the tag '${SERVING_TAG}' alone`);
  return graph;
}

/**
 * Changes the graph to serve into one that TensorFlow loads as the one for serving: with the tag, and with a function that
 * restores its variables.
 *
 * @returns undefined if it already is one.
 * @throws {TypeError} if there is none.
 */
export function withServing(savedModel: Message): Message | undefined {
  const served = servedGraph(savedModel);
  const restored = withRestore(served);
  if (isForServing(served) && !restored) return undefined;
  const changed = restored ?? served;
  return joinBytes(
    [...fieldsOf(savedModel)].map(({ number, value, raw }) => {
      const isServed = typeof value !== 'number' && value.byteOffset === served.byteOffset;
      return number === META_GRAPHS && isServed
        ? encodeField(number, isForServing(served) ? changed : tagged(changed))
        : raw;
    }),
  );
}

/** True if TensorFlow accepts this graph as the one for serving. */
export function isForServing(metaGraph: Message): boolean {
  return isServingTags(tagsOf(metaGraph));
}

function isServingTags(tags: readonly string[]): boolean {
  return tags.length === 1 && tags[0] === SERVING_TAG;
}

function tagsOf(metaGraph: Message): string[] {
  return messagesOf(metaGraph, META_INFO).flatMap((info) =>
    messagesOf(info, TAGS).map((tag) => new TextDecoder().decode(tag)),
  );
}

/** TensorFlow merges a message that occurs twice: so the tag is in a message of its own. */
function tagged(metaGraph: Message): Message {
  const fields = [...fieldsOf(metaGraph)].map(({ number, value, raw }) =>
    number === META_INFO && typeof value !== 'number' ? encodeField(META_INFO, withoutTags(value)) : raw,
  );
  return joinBytes([...fields, encodeField(META_INFO, encodeField(TAGS, SERVING_TAG))]);
}

function withoutTags(info: Message): Message {
  return joinBytes([...fieldsOf(info)].filter(({ number }) => number !== TAGS).map(({ raw }) => raw));
}
