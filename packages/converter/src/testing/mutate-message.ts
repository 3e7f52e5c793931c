import type { Draw } from './mutations.ts';
import { mutate } from './mutations.ts';

/** A field of a protobuf message. No schema is needed. */
interface Field {
  number: number;
  wire: number;
  /** The value of a varint or of a number of fixed size. */
  value: bigint;
  /** The bytes of a length-delimited field. */
  bytes: Uint8Array;
  /** The same bytes as a message, if they can be read as one. */
  message: Field[] | undefined;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;
const MOST_DEPTH = 12;

const NUMBERS = [
  0n,
  1n,
  2n,
  127n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/**
 * Draws a mutated protobuf message: one field at any depth gets another number or other bytes, is repeated or is removed. All
 * lengths around it stay right, so a reader reaches the changed field.
 */
export function mutateMessage(bytes: Uint8Array, draw: Draw): Uint8Array {
  const fields = readFields(bytes, 0);
  if (!fields) return mutate(bytes, draw);
  for (let left = draw(3); left >= 0; left--) changeOne(fields, draw);
  return Uint8Array.from(writeFields(fields));
}

function changeOne(fields: Field[], draw: Draw): void {
  const at = draw(fields.length);
  const field = fields[at];
  if (!field) return;
  if (field.message && field.message.length > 0 && draw(8) > 0) return changeOne(field.message, draw);
  const kind = draw(6);
  if (kind === 0) fields.splice(at, 1);
  else if (kind === 1) fields.splice(draw(fields.length + 1), 0, field);
  else if (kind === 2) fields.splice(at, 1, fields[draw(fields.length)] ?? field);
  else if (kind === 3) fields.splice(at, 1, { ...field, number: 1 + draw(16) });
  else if (field.wire === LENGTH)
    fields.splice(at, 1, { ...field, bytes: mutate(field.bytes, draw), message: undefined });
  else fields.splice(at, 1, { ...field, value: NUMBERS[draw(NUMBERS.length)] ?? 0n });
}

function readFields(bytes: Uint8Array, depth: number): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      at += 1;
      if (byte === undefined) return undefined;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return undefined;
  };
  const fixed = (size: number) => {
    const piece = bytes.subarray(at, at + size);
    at += size;
    return piece.length === size
      ? piece.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
      : undefined;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === undefined) return undefined;
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (number < 1 || number > 1000) return undefined;
    const none = { number, wire, value: 0n, bytes: new Uint8Array(), message: undefined };
    if (wire === LENGTH) {
      const length = varint();
      if (length === undefined || BigInt(at) + length > BigInt(bytes.length)) return undefined;
      const piece = bytes.subarray(at, at + Number(length));
      at += Number(length);
      const message = depth < MOST_DEPTH && piece.length > 0 ? readFields(piece, depth + 1) : undefined;
      fields.push({ ...none, bytes: piece, message });
      continue;
    }
    const value =
      wire === VARINT ? varint() : wire === FIXED_64 ? fixed(8) : wire === FIXED_32 ? fixed(4) : undefined;
    if (value === undefined) return undefined;
    fields.push({ ...none, value });
  }
  return fields;
}

function writeFields(fields: readonly Field[]): number[] {
  return fields.flatMap(({ number, wire, value, bytes, message }) => {
    const tag = varintBytes((BigInt(number) << 3n) | BigInt(wire));
    if (wire === VARINT) return [...tag, ...varintBytes(value)];
    if (wire !== LENGTH) {
      const size = wire === FIXED_64 ? 8 : 4;
      return [...tag, ...Array.from({ length: size }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn))];
    }
    const content = message ? writeFields(message) : [...bytes];
    return [...tag, ...varintBytes(BigInt(content.length)), ...content];
  });
}

function varintBytes(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}
