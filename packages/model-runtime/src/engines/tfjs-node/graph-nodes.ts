import { DATA_TYPES } from './data-type.ts';
import { encodeEntry, encodeField, entriesOf, joinBytes, numbersOf, stringOf } from './protobuf.ts';
import { FIELDS } from './saved-model-fields.ts';

export const NODES = FIELDS.GraphDef.node;
const { name: NAME, op: OP, input: INPUTS, attr: ATTRIBUTES } = FIELDS.NodeDef;
const LIST_TYPES = FIELDS.ListValue.type;
const { list: LIST, s: BYTES, i: INTEGER, type: TYPE, shape: SHAPE, tensor: TENSOR } = FIELDS.AttrValue;
const { dtype: TENSOR_TYPE, tensorShape: TENSOR_SHAPE, stringVal: TENSOR_STRINGS } = FIELDS.TensorProto;
const { unknownRank: UNKNOWN_RANK } = FIELDS.TensorShapeProto;

type Message = Uint8Array<ArrayBuffer>;

const type = (dataType: number): Message => encodeField(TYPE, dataType);
const ANY_SHAPE = encodeField(SHAPE, encodeField(UNKNOWN_RANK, 1));

/** Returns the name of a node. */
export function nameOfNode(node: Message): string {
  return stringOf(node, NAME);
}

/** Returns the op of a node. */
export function opOfNode(node: Message): string {
  return stringOf(node, OP);
}

/** Returns TensorFlow's number of a variable's declared element type. */
export function dataTypeOfNode(node: Message): number {
  const [, value] = entriesOf(node, ATTRIBUTES).find(([key]) => key === 'dtype') ?? [];
  return value ? (numbersOf(value, TYPE).at(-1) ?? 0) : 0;
}

/** Returns a placeholder's declared shape, as an attribute value. */
export function shapeOfNode(node: Message): Message {
  return entriesOf(node, ATTRIBUTES).find(([key]) => key === 'shape')?.[1] ?? ANY_SHAPE;
}

/** A node that is fed. */
export function placeholderNode(name: string, dataType: number): Message {
  return encodeNode({ name, op: 'Placeholder', attributes: { dtype: type(dataType), shape: ANY_SHAPE } });
}

/** A variable, as the handle that the nodes below take. */
export function variableNode(name: string, dataType: number, shape = ANY_SHAPE): Message {
  const own = encodeField(BYTES, name);
  const container = encodeField(BYTES, '');
  const attributes = { dtype: type(dataType), shape, container, shared_name: own };
  return encodeNode({ name, op: 'VarHandleOp', attributes });
}

/** Assigns another node's output to a variable. */
export function assignNode(name: string, variable: string, value: string, dataType: number): Message {
  const inputs = [variable, value];
  return encodeNode({ name, op: 'AssignVariableOp', inputs, attributes: { dtype: type(dataType) } });
}

/** Assigns another node's output to a variable that is a reference, as in TensorFlow 1. */
export function assignReferenceNode(
  name: string,
  variable: string,
  value: string,
  dataType: number,
): Message {
  return encodeNode({
    name,
    op: 'Assign',
    inputs: [variable, value],
    attributes: { T: type(dataType) },
  });
}

/** Reads a tensor, or a part of one, of a checkpoint. */
export function restoreNodes(
  name: string,
  { file, key, slice, dataType }: { file: string; key: string; slice: string; dataType: number },
): Message[] {
  const list = encodeField(LIST, encodeField(LIST_TYPES, Uint8Array.of(dataType)));
  return [
    stringNode(`${name}/key`, key),
    stringNode(`${name}/slice`, slice),
    encodeNode({
      name,
      op: 'RestoreV2',
      inputs: [file, `${name}/key`, `${name}/slice`],
      attributes: { dtypes: list },
    }),
  ];
}

/** A node that runs after others. */
export function doneNode(name: string, others: readonly string[]): Message {
  return encodeNode({ name, op: 'NoOp', inputs: others.map((other) => `^${other}`), attributes: {} });
}

/** A list of one string. */
function stringNode(name: string, text: string): Message {
  const one = encodeField(FIELDS.TensorShapeProto.dim, encodeField(FIELDS.Dim.size, 1));
  const tensor = joinBytes([
    encodeField(TENSOR_TYPE, DATA_TYPES.string),
    encodeField(TENSOR_SHAPE, one),
    encodeField(TENSOR_STRINGS, text),
  ]);
  const value = encodeField(TENSOR, tensor);
  return encodeNode({ name, op: 'Const', attributes: { dtype: type(DATA_TYPES.string), value } });
}

/** Reads the value of a variable. */
export function readNode(name: string, variable: string, dataType: number): Message {
  return encodeNode({
    name,
    op: 'ReadVariableOp',
    inputs: [variable],
    attributes: { dtype: type(dataType) },
  });
}

/** True once another node has assigned a variable: something to fetch, because an assignment returns nothing. */
export function isAssignedNode(name: string, variable: string, assign: string): Message {
  return encodeNode({ name, op: 'VarIsInitializedOp', inputs: [variable, `^${assign}`], attributes: {} });
}

/** Joins strings with each of another node's, element by element. */
export function joinStringsNode(name: string, strings: string, others: string): Message {
  return encodeNode({
    name,
    op: 'StringJoin',
    inputs: [strings, others],
    attributes: { N: encodeField(INTEGER, 2) },
  });
}

/** One empty string. */
export function emptyStringNode(name: string): Message {
  const tensor = joinBytes([
    encodeField(TENSOR_TYPE, DATA_TYPES.string),
    encodeField(TENSOR_SHAPE, ''),
    encodeField(TENSOR_STRINGS, ''),
  ]);
  const value = encodeField(TENSOR, tensor);
  return encodeNode({ name, op: 'Const', attributes: { dtype: type(DATA_TYPES.string), value } });
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
}): Message {
  return encodeField(
    NODES,
    joinBytes([
      encodeField(NAME, name),
      encodeField(OP, op),
      ...inputs.map((input) => encodeField(INPUTS, input)),
      ...Object.entries(attributes).map(([key, value]) => encodeEntry(ATTRIBUTES, key, value)),
    ]),
  );
}
