import { openFlatBuffer } from './flat-buffer.ts';

/** Built-in ops with outputs sized by the data, by their numbers in the file format. */
export const DATA_SIZED_OPS: ReadonlyMap<number, string> = new Map([
  [96, 'RANGE'],
  [103, 'UNIQUE'],
  [109, 'WHERE'],
  [120, 'NON_MAX_SUPPRESSION_V4'],
  [121, 'NON_MAX_SUPPRESSION_V5'],
]);

/** Finds an op with an output sized by the data in a TensorFlow Lite file that the library has already read. */
export function findDataSizedOp(file: Uint8Array): string | undefined {
  const { view, root, field, tables } = openFlatBuffer(file);
  for (const operator of tables(field(root, 1))) {
    // Older files have only the byte.
    const [byte, code] = [field(operator, 0), field(operator, 3)];
    const number = Math.max(
      byte === undefined ? 0 : view.getInt8(byte),
      code === undefined ? 0 : view.getInt32(code, true),
    );
    if (DATA_SIZED_OPS.has(number)) return DATA_SIZED_OPS.get(number);
  }
  return undefined;
}
