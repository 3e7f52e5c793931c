/** What is needed of the FlatBuffers format to find something in a TensorFlow Lite file: tables, their fields, and lists. */
export interface FlatBuffer {
  view: DataView;
  /** Where the table is that the file begins with. */
  root: number;
  /** Where an offset that lies at `at` leads. */
  target: (at: number) => number;
  /** Where a field of a table is; undefined where it has none. */
  field: (table: number, index: number) => number | undefined;
  /** Where the elements of a list of offsets are, which a field leads to; none where there is no field. */
  tables: (field: number | undefined) => number[];
}

/** @throws {RangeError} out of its functions, where an offset leads out of the file. */
export function openFlatBuffer(file: Uint8Array): FlatBuffer {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const target = (at: number) => at + view.getUint32(at, true);
  return {
    view,
    root: target(0),
    target,
    field(table, index) {
      const vtable = table - view.getInt32(table, true);
      const at = 4 + 2 * index;
      const offset = at < view.getUint16(vtable, true) ? view.getUint16(vtable + at, true) : 0;
      return offset === 0 ? undefined : table + offset;
    },
    tables(field) {
      if (field === undefined) return [];
      const list = target(field);
      const count = Math.min(view.getUint32(list, true), file.length / 4);
      return Array.from({ length: count }, (_, at) => target(list + 4 + 4 * at));
    },
  };
}
