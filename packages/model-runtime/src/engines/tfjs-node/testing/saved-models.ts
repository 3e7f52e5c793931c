import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_TYPES, type DataTypeName } from '../data-type.ts';
import { encodeEntry, encodeField, joinBytes } from '../protobuf.ts';
import { FIELDS } from '../saved-model-fields.ts';

/** A version of the format of graphs that every TensorFlow 2 reads. */
const PRODUCER = 1087;

/** A graph small enough to compute by hand, in the form in which Python's TensorFlow writes a SavedModel. */
export interface TestSavedModel {
  nodes: readonly TestNode[];
  signatures: Readonly<Record<string, TestSignature>>;
}

interface TestNode {
  name: string;
  op: string;
  inputs?: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
}

/** An element type, a shape, or a vector of strings. */
type Attribute = DataTypeName | { shape: readonly number[] } | { strings: readonly string[] };

interface TestSignature {
  inputs: Readonly<Record<string, TestTensor>>;
  outputs: Readonly<Record<string, TestTensor>>;
}

interface TestTensor {
  node: string;
  dtype: DataTypeName;
  shape: readonly number[];
}

/** `y = x`, for all elements. */
export function identityModel(dtype: DataTypeName): TestSavedModel {
  return {
    nodes: [
      { name: 'serving_x', op: 'Placeholder', attributes: { dtype } },
      { name: 'identity', op: 'Identity', inputs: ['serving_x'], attributes: { T: dtype } },
    ],
    signatures: {
      serving_default: {
        inputs: { x: { node: 'serving_x:0', dtype, shape: [-1] } },
        outputs: { y: { node: 'identity:0', dtype, shape: [-1] } },
      },
    },
  };
}

/** Answers with its own constant for every input. */
export function constantModel(strings: readonly string[]): TestSavedModel {
  return {
    nodes: [
      { name: 'serving_x', op: 'Placeholder', attributes: { dtype: 'float32' } },
      { name: 'constant', op: 'Const', attributes: { dtype: 'string', value: { strings } } },
    ],
    signatures: {
      serving_default: {
        inputs: { x: { node: 'serving_x:0', dtype: 'float32', shape: [-1] } },
        outputs: { names: { node: 'constant:0', dtype: 'string', shape: [strings.length] } },
      },
    },
  };
}

/** Keeps its input in a variable (`keep`), and returns it (`recall`). */
export function rememberingModel(dtype: 'string' | 'float32'): TestSavedModel {
  const variable = (name: string, op: string, ...inputs: string[]) => ({
    name,
    op,
    inputs: ['memory', ...inputs],
    attributes: { dtype },
  });
  const tensor = (node: string) => ({ node, dtype, shape: [-1] });
  return {
    nodes: [
      { name: 'serving_x', op: 'Placeholder', attributes: { dtype } },
      { name: 'memory', op: 'VarHandleOp', attributes: { dtype, shape: { shape: [-1] } } },
      variable('assign', 'AssignVariableOp', 'serving_x'),
      variable('kept', 'ReadVariableOp', '^assign'),
      variable('recalled', 'ReadVariableOp'),
    ],
    signatures: {
      keep: { inputs: { x: tensor('serving_x:0') }, outputs: { y: tensor('kept:0') } },
      recall: { inputs: {}, outputs: { y: tensor('recalled:0') } },
    },
  };
}

/** `y` is `x` in another shape, if the number of elements fits. */
export function reshapingModel(): TestSavedModel {
  const shape: TestTensor = { node: 'serving_shape:0', dtype: 'int32', shape: [-1] };
  return {
    nodes: [
      { name: 'serving_x', op: 'Placeholder', attributes: { dtype: 'float32' } },
      { name: 'serving_shape', op: 'Placeholder', attributes: { dtype: 'int32' } },
      {
        name: 'reshaped',
        op: 'Reshape',
        inputs: ['serving_x', 'serving_shape'],
        attributes: { T: 'float32', Tshape: 'int32' },
      },
    ],
    signatures: {
      serving_default: {
        inputs: { x: floats('serving_x:0'), shape },
        outputs: { y: floats('reshaped:0') },
      },
    },
  };
}

function floats(node: string): TestTensor {
  return { node, dtype: 'float32', shape: [-1] };
}

/**
 * `y = x`, three times: `whole` feeds a placeholder, `half` a node computed from it, and `forgetful` has no inputs, although
 * its output needs the placeholder too.
 */
export function chainModel(): TestSavedModel {
  const outputs = { y: floats('after:0') };
  return {
    nodes: [
      { name: 'serving_x', op: 'Placeholder', attributes: { dtype: 'float32' } },
      { name: 'inner', op: 'Identity', inputs: ['serving_x'], attributes: { T: 'float32' } },
      { name: 'after', op: 'Identity', inputs: ['inner'], attributes: { T: 'float32' } },
    ],
    signatures: {
      whole: { inputs: { x: floats('serving_x:0') }, outputs },
      half: { inputs: { x: floats('inner:0') }, outputs },
      forgetful: { inputs: {}, outputs },
    },
  };
}

/** Makes a folder with the model in it, which is removed after the test. */
export async function writeSavedModel(model: TestSavedModel): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'pilotlight-saved-model-'));
  await writeFile(join(path, 'saved_model.pb'), encodeSavedModel(model));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function encodeSavedModel({ nodes, signatures }: TestSavedModel): Uint8Array<ArrayBuffer> {
  const graph = joinBytes([
    ...nodes.map((node) => encodeField(FIELDS.GraphDef.node, encodeNode(node))),
    encodeField(FIELDS.GraphDef.versions, encodeField(FIELDS.VersionDef.producer, PRODUCER)),
  ]);
  const metaGraph = joinBytes([
    encodeField(FIELDS.MetaGraphDef.metaInfoDef, encodeField(FIELDS.MetaInfoDef.tags, 'serve')),
    encodeField(FIELDS.MetaGraphDef.graphDef, graph),
    ...Object.entries(signatures).map(([name, { inputs, outputs }]) =>
      encodeEntry(
        FIELDS.MetaGraphDef.signatureDef,
        name,
        joinBytes([
          ...encodeTensors(FIELDS.SignatureDef.inputs, inputs),
          ...encodeTensors(FIELDS.SignatureDef.outputs, outputs),
        ]),
      ),
    ),
  ]);
  return joinBytes([
    encodeField(FIELDS.SavedModel.savedModelSchemaVersion, 1),
    encodeField(FIELDS.SavedModel.metaGraphs, metaGraph),
  ]);
}

function encodeNode({ name, op, inputs = [], attributes = {} }: TestNode): Uint8Array {
  return joinBytes([
    encodeField(FIELDS.NodeDef.name, name),
    encodeField(FIELDS.NodeDef.op, op),
    ...inputs.map((input) => encodeField(FIELDS.NodeDef.input, input)),
    ...Object.entries(attributes).map(([key, value]) =>
      encodeEntry(FIELDS.NodeDef.attr, key, encodeAttribute(value)),
    ),
  ]);
}

function encodeAttribute(value: Attribute): Uint8Array {
  if (typeof value === 'string') return encodeField(FIELDS.AttrValue.type, DATA_TYPES[value]);
  if ('shape' in value) return encodeField(FIELDS.AttrValue.shape, encodeShape(value.shape));
  const strings = value.strings.map((element) => encodeField(FIELDS.TensorProto.stringVal, element));
  return encodeField(
    FIELDS.AttrValue.tensor,
    joinBytes([
      encodeField(FIELDS.TensorProto.dtype, DATA_TYPES.string),
      encodeField(FIELDS.TensorProto.tensorShape, encodeShape([value.strings.length])),
      ...strings,
    ]),
  );
}

function encodeTensors(number: number, tensors: Readonly<Record<string, TestTensor>>): Uint8Array[] {
  return Object.entries(tensors).map(([name, { node, dtype, shape }]) =>
    encodeEntry(
      number,
      name,
      joinBytes([
        encodeField(FIELDS.TensorInfo.name, node),
        encodeField(FIELDS.TensorInfo.dtype, DATA_TYPES[dtype]),
        encodeField(FIELDS.TensorInfo.tensorShape, encodeShape(shape)),
      ]),
    ),
  );
}

function encodeShape(shape: readonly number[]): Uint8Array {
  return joinBytes(
    shape.map((size) => encodeField(FIELDS.TensorShapeProto.dim, encodeField(FIELDS.Dim.size, size))),
  );
}
