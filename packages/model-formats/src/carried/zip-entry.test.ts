import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readZipEntry } from './zip-entry.ts';

interface Entry {
  name: string;
  content: Buffer;
  isDeflated?: boolean;
  /** The length that the archive says. */
  says?: number;
}

/** An archive of these files, behind `before`. */
function archive(entries: readonly Entry[], before = Buffer.alloc(0)): Buffer {
  const local: Buffer[] = [before];
  const central: Buffer[] = [];
  for (const { name, content, isDeflated = true, says = content.length } of entries) {
    const packed = isDeflated ? deflateRawSync(content) : content;
    const offset = Buffer.concat(local).length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isDeflated ? 8 : 0, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says, 18);
    common.writeUInt16LE(name.length, 22);
    const start = Buffer.from([0x50, 0x4b, 3, 4]);
    local.push(start, common, Buffer.from(name), packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, Buffer.from(name));
  }
  const [files, directory] = [Buffer.concat(local), Buffer.concat(central)];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, directory, end]);
}

const labels = { name: 'labels.txt', content: Buffer.from('a\nb\n') };

it.each([true, false])('reads a file by its name, packed: %s', (isDeflated) => {
  const zip = archive(
    [
      { name: 'x', content: Buffer.from('no') },
      { ...labels, isDeflated },
    ],
    Buffer.from('a model'),
  );
  expect(String(readZipEntry(zip, 'labels.txt', 100))).toBe('a\nb\n');
  expect(readZipEntry(zip, 'other.txt', 100)).toBeUndefined();
});

it('unpacks no more than the limit, even if the archive says another length', () => {
  const content = Buffer.alloc(50_000_000);
  expect(readZipEntry(archive([{ ...labels, content }]), 'labels.txt', 1000)).toBeUndefined();
  expect(readZipEntry(archive([{ ...labels, content, says: 10 }]), 'labels.txt', 1000)).toBeUndefined();
});

it('finds nothing in what is no archive, or a damaged one', () => {
  const zip = archive([labels]);
  expect(readZipEntry(Buffer.from('no archive at all, but some text'), 'labels.txt', 100)).toBeUndefined();
  expect(readZipEntry(Buffer.alloc(0), 'labels.txt', 100)).toBeUndefined();
  for (let at = 0; at < zip.length; at += 1) {
    for (const value of [0, 0xff]) {
      const damaged = Buffer.from(zip);
      damaged[at] = value;
      const found = readZipEntry(damaged, 'labels.txt', 100);
      expect(found === undefined || found.length <= 100).toBe(true);
    }
    expect(readZipEntry(zip.subarray(0, at), 'labels.txt', 100)).toBeUndefined();
  }
});
