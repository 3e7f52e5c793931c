/** A referenced part of a flatbuffer: written with it, or given by its place in the file behind. */
export type Reference = FlatPart | { behind: number };

/** A table, a list or a text of a flatbuffer. */
export type FlatPart =
  | { table: Readonly<Record<number, { number: number } | { byte: number } | Reference>> }
  | { references: readonly Reference[] }
  | { numbers: readonly number[] }
  | { text: string };

/** The largest alignment in flatbuffers. */
const ALIGNMENT = 16;
const HEADER_BYTES = 8;

/**
 * Writes a flatbuffer with new parts in front of a complete one. Offsets only lead forward, so the new parts can refer to
 * anything in the old one, by its place there.
 */
export function writeBefore(root: FlatPart, behind: Uint8Array, identifier: string): Uint8Array<ArrayBuffer> {
  const parts: { part: FlatPart; at: number }[] = [];
  const places = new Map<FlatPart, number>();
  let end = HEADER_BYTES;
  const place = (part: FlatPart): void => {
    end = Math.ceil(end / 4) * 4;
    const at = 'table' in part ? end + vtableBytes(part.table) : end;
    places.set(part, at);
    parts.push({ part, at });
    end = at + bytesOf(part);
    for (const reference of referencesOf(part)) if (!('behind' in reference)) place(reference);
  };
  place(root);

  const start = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(start + behind.byteLength);
  file.set(behind, start);
  const view = new DataView(file.buffer);
  const refer = (at: number, to: Reference) => {
    const target = 'behind' in to ? start + to.behind : (places.get(to) ?? 0);
    view.setUint32(at, target - at, true);
  };
  refer(0, root);
  file.set(new TextEncoder().encode(identifier), 4);
  for (const { part, at } of parts) {
    if ('table' in part) {
      const fields = Object.entries(part.table);
      const vtable = at - vtableBytes(part.table);
      view.setInt32(at, at - vtable, true);
      view.setUint16(vtable, 4 + 2 * fieldCount(part.table), true);
      view.setUint16(vtable + 2, bytesOf(part), true);
      for (const [index, [number, value]] of fields.entries()) {
        const there = at + 4 + 4 * index;
        view.setUint16(vtable + 4 + 2 * Number(number), there - at, true);
        if ('number' in value) view.setInt32(there, value.number, true);
        else if ('byte' in value) view.setInt8(there, value.byte);
        else refer(there, value);
      }
    } else if ('text' in part) {
      const text = new TextEncoder().encode(part.text);
      view.setUint32(at, text.length, true);
      file.set(text, at + 4);
    } else {
      const elements = 'numbers' in part ? part.numbers : part.references;
      view.setUint32(at, elements.length, true);
      for (const [index, element] of elements.entries()) {
        const there = at + 4 + 4 * index;
        if (typeof element === 'number') view.setInt32(there, element, true);
        else refer(there, element);
      }
    }
  }
  return file;
}

type Table = Extract<FlatPart, { table: unknown }>['table'];

function fieldCount(table: Table): number {
  return Math.max(0, ...Object.keys(table).map((number) => Number(number) + 1));
}

function vtableBytes(table: Table): number {
  return Math.ceil((4 + 2 * fieldCount(table)) / 4) * 4;
}

function bytesOf(part: FlatPart): number {
  if ('table' in part) return 4 + 4 * Object.keys(part.table).length;
  if ('numbers' in part) return 4 + 4 * part.numbers.length;
  if ('references' in part) return 4 + 4 * part.references.length;
  // A zero ends a text.
  return 4 + new TextEncoder().encode(part.text).length + 1;
}

function referencesOf(part: FlatPart): Reference[] {
  if ('table' in part)
    return Object.values(part.table).flatMap((value) =>
      'number' in value || 'byte' in value ? [] : [value],
    );
  return 'references' in part ? [...part.references] : [];
}
