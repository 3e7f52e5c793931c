import type { Attribute, AttributeList } from '../../graph/attribute.ts';
import { exactNumber, readShape, type AttrMessage, type ListMessage, type NodeMessage } from './messages.ts';
import { dataTypeOf } from './read-tensor.ts';

/** Reads a node's attributes, except those with a leading `_`, which are internal to TensorFlow. */
export function readAttributes({ attr }: NodeMessage): Record<string, Attribute> {
  const read: [string, Attribute][] = [];
  for (const [name, message] of Object.entries(attr)) {
    const attribute = name.startsWith('_') ? undefined : readAttribute(message);
    if (attribute) read.push([name, attribute]);
  }
  return Object.fromEntries(read);
}

/** Reads an attribute; undefined for a tensor. Only the tensor of a `Const` is needed, and that is not an attribute here. */
export function readAttribute(message: AttrMessage): Attribute | undefined {
  switch (message.value) {
    case 's':
      return { s: text(message.s) };
    case 'i':
      return { i: boundedNumber(message.i) };
    case 'f':
      return { f: message.f };
    case 'b':
      return { b: message.b };
    case 'type':
      return { type: dataTypeOf(message.type) };
    case 'shape':
      return { shape: readShape(message.shape) };
    case 'func':
      return { func: message.func?.name ?? '' };
    case 'list':
      return message.list ? { list: readList(message.list) } : undefined;
    default:
      return undefined;
  }
}

function readList(list: ListMessage): AttributeList {
  if (list.s.length > 0) return { s: list.s.map(text) };
  if (list.f.length > 0) return { f: list.f };
  if (list.b.length > 0) return { b: list.b };
  if (list.type.length > 0) return { type: list.type.map(dataTypeOf) };
  if (list.shape.length > 0) return { shape: list.shape.map(readShape) };
  if (list.func.length > 0) return { func: list.func.map(({ name }) => name) };
  return { i: list.i.map(exactNumber) };
}

/** Returns a number that is exact in JavaScript. Seeds fill all 64 bits, but are not needed. */
function boundedNumber(whole: AttrMessage['i']): number {
  return Number(String(whole));
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
