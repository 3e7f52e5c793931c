/** TensorFlow's numbers for its element types (`tensorflow/core/framework/types.proto`), by our names or its own. */
export const DATA_TYPES = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  qint8: 11,
  quint8: 12,
  qint32: 13,
  bfloat16: 14,
  qint16: 15,
  quint16: 16,
  uint16: 17,
  complex128: 18,
  float16: 19,
  resource: 20,
  variant: 21,
  uint32: 22,
  uint64: 23,
  int4: 29,
  uint4: 30,
} as const;

export type DataTypeName = keyof typeof DATA_TYPES;

/** The names by number. */
export const DATA_TYPE_NAMES: ReadonlyMap<number, DataTypeName> = new Map(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table above has no other keys
  (Object.entries(DATA_TYPES) as [DataTypeName, number][]).map(([name, number]) => [number, name]),
);

/**
 * Returns the number of a type. For a variable of TensorFlow 1 it is that of a reference to it, higher by a hundred: a run
 * takes and returns its values.
 */
export function valueDataType(number: number): number {
  return number > 100 ? number - 100 : number;
}

/** Describes one of TensorFlow's types for an error. */
export function describeDataType(number: number): string {
  return DATA_TYPE_NAMES.get(number) ?? `of TensorFlow's type ${number}`;
}
