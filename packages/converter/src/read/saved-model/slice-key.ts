/** A part of a tensor: where it begins and how long it is in each dimension; -1 where it is all of it. */
export type TensorSlice = readonly { readonly start: number; readonly length: number }[];

/**
 * Returns the key under which a checkpoint keeps a part of a variable, a character for each byte: TensorFlow's ordered
 * code of 0, the name, and each dimension's start and length.
 */
export function sliceKey(name: string, slice: TensorSlice): string {
  return [
    unsigned(0),
    text(name),
    unsigned(slice.length),
    ...slice.flatMap(({ start, length }) => [signed(start), signed(length)]),
  ].join('');
}

/** Returns a slice with the sizes in it that stand for all of a dimension. @throws {RangeError} where it does not fit. */
export function wholeExtents(slice: TensorSlice, shape: readonly number[]): TensorSlice {
  if (slice.length !== shape.length)
    throw new RangeError('a part of a variable has other dimensions than that');
  return slice.map(({ start, length }, axis) => {
    const size = shape[axis] ?? 0;
    const extent = length === -1 ? { start: 0, length: size } : { start, length };
    if (extent.start < 0 || extent.length < 0 || extent.start + extent.length > size)
      throw new RangeError('a part of a variable lies outside of it');
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

/** The first bits say how many bytes there are, then the number in two's complement. */
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
