/** The parts of the FlatBuffers format that finding something in a TensorFlow Lite file needs: tables, fields, lists. */
export interface FlatBuffer {
  view: DataView;
  /** Place of the root table. */
  root: number;
  /** Returns the target of the offset at `at`. */
  target: (at: number) => number;
  /** Returns the place of a table's field; undefined if it has none. */
  field: (table: number, index: number) => number | undefined;
  /** Returns the places of the elements of a field's list of offsets; none if there is no field. */
  tables: (field: number | undefined) => number[];
}

/** @throws {RangeError} from its functions, if an offset leads out of the file. */
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
