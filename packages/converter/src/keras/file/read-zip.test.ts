import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourceOf } from '../testing/source-of.ts';
import { storeZip } from '../testing/store-zip.ts';
import { withFileSource } from './byte-source.ts';
import { readZip } from './read-zip.ts';

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);
const zip = storeZip(
  new Map([
    ['one', bytes(1000, 1)],
    ['other', bytes(100_000, 2)],
    ['last', bytes(3, 3)],
  ]),
);
const limits = new Map([
  ['one', 1000],
  ['last', 1000],
]);

it('reads the files that are asked for, and no other bytes of a file on disk but its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-zip-'));
  try {
    await writeFile(join(folder, 'zip'), zip);
    const read: number[] = [];
    const files = withFileSource(join(folder, 'zip'), (source) =>
      readZip(
        {
          size: source.size,
          read(start, length) {
            const piece = source.read(start, length);
            read.push(piece.byteLength);
            return piece;
          },
        },
        limits,
      ),
    );
    expect(files).toEqual(
      new Map([
        ['one', bytes(1000, 1)],
        ['last', bytes(3, 3)],
      ]),
    );
    expect(Math.max(...read)).toBeLessThan(100_000);
    expect(files.get('one')?.buffer.byteLength).toBe(1000);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const reading = (changed: Uint8Array<ArrayBuffer>) => () => readZip(sourceOf(changed), limits);

it('refuses a file that is too large, damaged, cut, or there twice', () => {
  expect(() => readZip(sourceOf(zip), new Map([['one', 999]]))).toThrow(/has a one of 1000 bytes/);
  expect(reading(zip.with(40, 7))).toThrow(/has a damaged one/);
  expect(reading(zip.slice(0, -1))).toThrow(/not a complete zip/);
  expect(reading(zip.slice(1))).toThrow(RangeError);
  const same = storeZip(
    new Map([
      ['one', bytes(3, 1)],
      ['two', bytes(3, 1)],
    ]),
  );
  const renamed = Buffer.from(same).toString('latin1').replaceAll('two', 'one');
  expect(reading(Uint8Array.from(Buffer.from(renamed, 'latin1')))).toThrow(/has two files called one/);
});
