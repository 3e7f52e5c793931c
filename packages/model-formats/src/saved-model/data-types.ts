/** TensorFlow's DataType by number, in the names that dtypes have here. */
const DATA_TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'float64',
  3: 'int32',
  4: 'uint8',
  5: 'int16',
  6: 'int8',
  7: 'string',
  8: 'complex64',
  9: 'int64',
  10: 'bool',
  11: 'qint8',
  12: 'quint8',
  13: 'qint32',
  14: 'bfloat16',
  15: 'qint16',
  16: 'quint16',
  17: 'uint16',
  18: 'complex128',
  19: 'float16',
  20: 'resource',
  21: 'variant',
  22: 'uint32',
  23: 'uint64',
  29: 'int4',
  30: 'uint4',
};

export function dataTypeName(number: number): string {
  return DATA_TYPES[number] ?? `type ${number}`;
}

export function isFloat(dtype: string): boolean {
  return /^b?float/.test(dtype);
}
