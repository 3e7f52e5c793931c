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
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const target = (at: number) => at + view.getUint32(at, true);
  const field = (table: number, index: number) => {
    const vtable = table - view.getInt32(table, true);
    const at = 4 + 2 * index;
    const offset = at < view.getUint16(vtable, true) ? view.getUint16(vtable + at, true) : 0;
    return offset === 0 ? undefined : table + offset;
  };
  const codes = field(target(0), 1);
  if (codes === undefined) return undefined;
  const list = target(codes);
  for (let at = list + 4; at < list + 4 + 4 * view.getUint32(list, true); at += 4) {
    // Older files have only the byte.
    const [byte, code] = [field(target(at), 0), field(target(at), 3)];
    const number = Math.max(
      byte === undefined ? 0 : view.getInt8(byte),
      code === undefined ? 0 : view.getInt32(code, true),
    );
    if (DATA_SIZED_OPS.has(number)) return DATA_SIZED_OPS.get(number);
  }
  return undefined;
}
