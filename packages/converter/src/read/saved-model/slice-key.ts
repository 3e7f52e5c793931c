/** A part of a tensor: the start and length in each dimension. A length of -1 is the whole dimension. */
export type TensorSlice = readonly { readonly start: number; readonly length: number }[];

/**
 * Returns the key of a part of a variable in a checkpoint, one character for each byte: TensorFlow's ordered code of 0, the
 * name, and each dimension's start and length.
 */
export function sliceKey(name: string, slice: TensorSlice): string {
  return [
    unsigned(0),
    text(name),
    unsigned(slice.length),
    ...slice.flatMap(({ start, length }) => [signed(start), signed(length)]),
  ].join('');
}

/** Returns a slice with -1 replaced by the size of the dimension. @throws {RangeError} if it does not fit. */
export function wholeExtents(slice: TensorSlice, shape: readonly number[]): TensorSlice {
  if (slice.length !== shape.length)
    throw new RangeError('a part of a variable has another number of dimensions');
  return slice.map(({ start, length }, axis) => {
    const size = shape[axis] ?? 0;
    const extent = length === -1 ? { start: 0, length: size } : { start, length };
    if (extent.start < 0 || extent.length < 0 || extent.start + extent.length > size)
      throw new RangeError('a part of a variable is outside of it');
    return extent;
  });
}

function unsigned(value: number): string {
  let bytes = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes = byte(rest % 256) + bytes;
  return byte(bytes.length) + bytes;
}

function text(value: string): string {
  return `${value.replaceAll('\xff', '\xff\0').replaceAll('\0', '\0\xff')}\0\x01`;
}

/** Encodes a number: the first bits give the number of bytes, then the number in two's complement. */
function signed(value: number): string {
  const magnitude = value < 0 ? -value - 1 : value;
  if (magnitude < 64) return byte(0x80 ^ (value & 0xff));
  let length = 2;
  while (magnitude >= 2 ** (7 * length - 1)) length++;
  const bytes = Array.from({ length }, (_, at) =>
    Number((BigInt(value) >> BigInt(8 * (length - 1 - at))) & 0xffn),
  );
  const header = 0x100 - 2 ** (8 - length);
  return bytes.map((each, at) => byte(at === 0 ? each ^ header : each)).join('');
}

function byte(value: number): string {
  return String.fromCharCode(value & 0xff);
}
