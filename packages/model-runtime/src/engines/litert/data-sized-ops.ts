import { openFlatBuffer } from './flat-buffer.ts';

/** Built-in ops whose outputs are as long as the data makes them, by the number that the file format has for each. */
export const DATA_SIZED_OPS: ReadonlyMap<number, string> = new Map([
  [96, 'RANGE'],
  [103, 'UNIQUE'],
  [109, 'WHERE'],
  [120, 'NON_MAX_SUPPRESSION_V4'],
  [121, 'NON_MAX_SUPPRESSION_V5'],
]);

/** Finds an op of a TensorFlow Lite file, which the library has read already, whose output is as long as the data makes it. */
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
