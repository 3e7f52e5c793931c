/** A field of a protocol buffer's message: a number, or the bytes of its content. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array<ArrayBuffer>;
  /** The field's bytes in the message, with its number. */
  readonly raw: Uint8Array<ArrayBuffer>;
}

const VARINT = 0;
const SIXTY_FOUR_BITS = 1;
const LENGTH_DELIMITED = 2;
const THIRTY_TWO_BITS = 5;

/**
 * Returns the fields of a message in order. Copies nothing, and does not read the content of fields: so the signatures of a
 * model are read quickly for any size of its graph.
 *
 * @throws {RangeError} if the bytes are not a message.
 */
export function* fieldsOf(message: Uint8Array<ArrayBuffer>): Generator<Field> {
  let at = 0;

  function varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at];
      if (byte === undefined) throw new RangeError('it ends in the middle of a number');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError(`a number has no end at byte ${at}`);
  }

  function bytes(length: number): Uint8Array<ArrayBuffer> {
    if (length < 0 || at + length > message.length) throw new RangeError('it ends in the middle of a field');
    at += length;
    return message.subarray(at - length, at);
  }

  while (at < message.length) {
    const start = at;
    const tag = varint();
    const value = read(tag & 7);
    yield { number: tag >>> 3, value, raw: message.subarray(start, at) };
  }

  function read(wireType: number): Field['value'] {
    switch (wireType) {
      case VARINT:
        return varint();
      case SIXTY_FOUR_BITS:
        return bytes(8);
      case LENGTH_DELIMITED:
        return bytes(varint());
      case THIRTY_TWO_BITS:
        return bytes(4);
      default:
        throw new RangeError(`there is no field of wire type ${wireType} (byte ${at})`);
    }
  }
}

/** Returns the messages with a number in a message. */
export function messagesOf(message: Uint8Array<ArrayBuffer>, number: number): Uint8Array<ArrayBuffer>[] {
  return [...fieldsOf(message)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  );
}

/** Returns the string with a number: the last one, as protocol buffers define; empty if there is none. */
export function stringOf(message: Uint8Array<ArrayBuffer>, number: number): string {
  return new TextDecoder().decode(messagesOf(message, number).at(-1));
}

/** Returns the nonnegative integers that a field repeats: each in a field of its own, or packed into one. */
export function numbersOf(message: Uint8Array<ArrayBuffer>, number: number): number[] {
  return [...fieldsOf(message)].flatMap((field) => {
    if (field.number !== number) return [];
    return typeof field.value === 'number' ? [field.value] : unpack(field.value);
  });
}

function unpack(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let [value, factor] = [0, 1];
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte >= 0x80) continue;
    numbers.push(value);
    [value, factor] = [0, 1];
  }
  return numbers;
}

/** Returns the entries of a map field. */
export function entriesOf(
  message: Uint8Array<ArrayBuffer>,
  number: number,
): [key: string, value: Uint8Array<ArrayBuffer>][] {
  return messagesOf(message, number).map((entry) => [
    stringOf(entry, 1),
    messagesOf(entry, 2).at(-1) ?? new Uint8Array(),
  ]);
}

/** Writes a field; a message is the bytes of its fields, one after the other. */
export function encodeField(number: number, value: number | string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof value === 'number')
    return joinBytes([encodeVarint((number << 3) | VARINT), encodeVarint(value)]);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return joinBytes([encodeVarint((number << 3) | LENGTH_DELIMITED), encodeVarint(bytes.length), bytes]);
}

/** Writes an entry of a map field. */
export function encodeEntry(number: number, key: string, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeField(number, joinBytes([encodeField(1, key), encodeField(2, value)]));
}

/** Concatenates bytes. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Buffer.concat(parts);
}

function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}
