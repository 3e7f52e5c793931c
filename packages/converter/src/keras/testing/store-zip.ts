import { crc32 } from 'node:zlib';

/** Makes a zip of files without compression, as Keras does. */
export function storeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const text = new TextEncoder().encode(name);
    const local = header(0x04034b50, 30, (view) => common(view, 14, content, text));
    list.push(
      header(0x02014b50, 46, (view) => {
        common(view, 16, content, text);
        view.setUint32(42, offset, true);
      }),
      text,
    );
    parts.push(local, text, content);
    offset += local.length + text.length + content.length;
  }
  const listBytes = list.reduce((sum, { length }) => sum + length, 0);
  const end = header(0x06054b50, 22, (view) => {
    view.setUint16(8, files.size, true);
    view.setUint16(10, files.size, true);
    view.setUint32(12, listBytes, true);
    view.setUint32(16, offset, true);
  });
  return new Uint8Array(Buffer.concat([...parts, ...list, end]));
}

function header(signature: number, bytes: number, fill: (view: DataView) => void): Uint8Array {
  const made = new Uint8Array(bytes);
  const view = new DataView(made.buffer);
  view.setUint32(0, signature, true);
  fill(view);
  return made;
}

/** Returns the part that both headers of a file have, from the checksum on. */
function common(view: DataView, at: number, content: Uint8Array, name: Uint8Array): void {
  view.setUint32(at, crc32(content), true);
  view.setUint32(at + 4, content.length, true);
  view.setUint32(at + 8, content.length, true);
  view.setUint16(at + 12, name.length, true);
}
