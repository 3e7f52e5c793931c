import { DATA_TYPES, type DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attribute, AttributeList } from '../graph/attribute.ts';

/** Names in TensorFlow's enumeration that are not the uppercase names of this package. */
const TYPE_NAMES: Partial<Record<DataTypeName, string>> = {
  float32: 'FLOAT',
  float64: 'DOUBLE',
  float16: 'HALF',
};

/** Returns a dtype for TensorFlow.js, which holds 64 bits in 32. */
export function typeJson(dtype: DataTypeName): string {
  return typeName(HELD_AS[dtype] ?? dtype);
}

/** Returns the name of a dtype in TensorFlow's enumeration. */
export function typeName(dtype: DataTypeName): string {
  if (!(dtype in DATA_TYPES)) throw new TypeError(`there is no dtype ${dtype}`);
  return `DT_${TYPE_NAMES[dtype] ?? dtype.toUpperCase()}`;
}

/** Dtypes in which TensorFlow.js holds tensors of other dtypes. */
const HELD_AS: Partial<Record<DataTypeName, DataTypeName>> = {
  float64: 'float32',
  int64: 'int32',
  int16: 'int32',
  int8: 'int32',
  uint8: 'int32',
  uint16: 'int32',
};

export function shapeJson(shape: readonly number[] | undefined): object {
  return shape ? { dim: shape.map((size) => ({ size: String(size) })) } : { unknownRank: true };
}

/** Returns an attribute in the JSON format of protocol buffers: 64-bit numbers as text, bytes as base64. */
export function attributeJson(attribute: Attribute): object {
  if ('i' in attribute) return { i: String(attribute.i) };
  if ('s' in attribute) return { s: base64(attribute.s) };
  if ('type' in attribute) return { type: typeJson(attribute.type) };
  if ('shape' in attribute) return { shape: shapeJson(attribute.shape) };
  if ('func' in attribute) return { func: { name: attribute.func } };
  if ('list' in attribute) return { list: listJson(attribute.list) };
  return attribute;
}

function listJson(list: AttributeList): object {
  if ('i' in list) return { i: list.i.map(String) };
  if ('s' in list) return { s: list.s.map(base64) };
  if ('type' in list) return { type: list.type.map(typeJson) };
  if ('shape' in list) return { shape: list.shape.map(shapeJson) };
  if ('func' in list) return { func: list.func.map((name) => ({ name })) };
  return list;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
