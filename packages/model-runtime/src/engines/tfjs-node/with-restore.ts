import { DATA_TYPES, valueDataType } from './data-type.ts';
import {
  assignNode,
  assignReferenceNode,
  dataTypeOfNode,
  doneNode,
  nameOfNode,
  NODES,
  placeholderNode,
  restoreNodes,
} from './graph-nodes.ts';
import { encodeField, entriesOf, fieldsOf, joinBytes, messagesOf, numbersOf, stringOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';

type Message = Uint8Array<ArrayBuffer>;

const { graphDef: GRAPH, saverDef: SAVER, collectionDef: COLLECTIONS } = FIELDS.MetaGraphDef;
const PREFIX = 'pilotlight/restore';

/** A variable of TensorFlow 1, as a graph lists it. */
interface ListedVariable {
  node: string;
  /** Its name in the checkpoint. */
  key: string;
  /** Its place in the checkpoint's tensor of that name, if it is a part of one. */
  slice: string;
  isResource: boolean;
}

/**
 * Adds a function that restores variables to a graph without one. A module of TensorFlow Hub 1 is saved without: its loader
 * makes that function from the list of variables.
 *
 * @returns undefined if the graph has one, or lists no variables.
 */
export function withRestore(metaGraph: Message): Message | undefined {
  if (messagesOf(metaGraph, SAVER).some((saver) => stringOf(saver, FIELDS.SaverDef.restoreOpName) !== ''))
    return undefined;
  const variables = listedVariables(metaGraph);
  if (variables.length === 0) return undefined;
  const types = dataTypes(metaGraph, new Set(variables.map(({ node }) => node)));
  const file = `${PREFIX}/file`;
  const assigned: string[] = [];
  const nodes: Uint8Array[] = [placeholderNode(file, DATA_TYPES.string)];
  for (const [at, { node, key, slice, isResource }] of variables.entries()) {
    const type = types.get(node);
    if (type === undefined) continue;
    const [value, assign] = [`${PREFIX}/value_${at}`, `${PREFIX}/assign_${at}`];
    const makeAssign = isResource ? assignNode : assignReferenceNode;
    nodes.push(
      ...restoreNodes(value, { file, key, slice, dataType: type }),
      makeAssign(assign, node, value, type),
    );
    assigned.push(assign);
  }
  nodes.push(doneNode(`${PREFIX}/all`, assigned));
  const saver = joinBytes([
    encodeField(FIELDS.SaverDef.filenameTensorName, `${file}:0`),
    encodeField(FIELDS.SaverDef.restoreOpName, `${PREFIX}/all`),
    encodeField(FIELDS.SaverDef.version, 2),
  ]);
  const graph = joinBytes([...messagesOf(metaGraph, GRAPH), ...nodes]);
  const others = [...fieldsOf(metaGraph)].filter(({ number }) => number !== GRAPH && number !== SAVER);
  return joinBytes([...others.map(({ raw }) => raw), encodeField(GRAPH, graph), encodeField(SAVER, saver)]);
}

function listedVariables(metaGraph: Message): ListedVariable[] {
  const collections = entriesOf(metaGraph, COLLECTIONS).filter(([name]) => name === 'variables');
  return collections.flatMap(([, collection]) =>
    messagesOf(collection, FIELDS.CollectionDef.bytesList).flatMap((list) =>
      messagesOf(list, FIELDS.BytesList.value).map(readVariable),
    ),
  );
}

function readVariable(definition: Message): ListedVariable {
  const { variableName, saveSliceInfoDef, isResource } = FIELDS.VariableDef;
  const node = stringOf(definition, variableName).replace(/:0$/, '');
  const resource = [...fieldsOf(definition)].findLast(({ number }) => number === isResource);
  const [part] = messagesOf(definition, saveSliceInfoDef);
  const own = { node, isResource: resource?.value === 1 };
  if (!part) return { ...own, key: node, slice: '' };
  const { fullName, fullShape, varOffset, varShape } = FIELDS.SaveSliceInfoDef;
  const lengths = numbersOf(part, varShape);
  const places = numbersOf(part, varOffset).map((offset, at) => `${offset},${lengths[at] ?? 0}`);
  return {
    ...own,
    key: stringOf(part, fullName),
    slice: `${numbersOf(part, fullShape).join(' ')} ${places.join(':')}`,
  };
}

function dataTypes(metaGraph: Message, names: ReadonlySet<string>): Map<string, number> {
  return new Map(
    messagesOf(metaGraph, GRAPH)
      .flatMap((graph) => messagesOf(graph, NODES))
      .filter((node) => names.has(nameOfNode(node)))
      .map((node) => [nameOfNode(node), valueDataType(dataTypeOfNode(node))]),
  );
}
