import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createModelsDirectory, DENSE_GRAPH, writeTestModel } from '../testing/models.ts';
import { parseManifest } from './manifest.ts';
import { readManifest, readModelFileInto } from './model-directory.ts';
import { PAGE, SHARED_PAGES_FILE } from './page-runs.ts';
import { sharePages } from './share-pages.ts';

/** The weights file holds the contents, in pages. */
const FILE = 'weights.bin';

/** A page for each number (equal numbers make equal pages), and a last part that is shorter than a page. */
function contentOf(pages: readonly number[], rest: number): Buffer {
  return Buffer.concat([...pages.map((page) => Buffer.alloc(PAGE, `page ${page}`)), Buffer.alloc(rest, 7)]);
}

/** Stores contents so that repeated pages are stored once, and reads them again. */
async function store(root: string, contents: readonly Buffer[]) {
  const paths = contents.map((_, n) => join(root, `content-${n}`));
  for (const [n, content] of contents.entries()) await writeFile(paths[n] ?? '', content);
  const shared = await sharePages(paths);
  const path = await writeTestModel(root, 'm', 1, DENSE_GRAPH);
  const written = await readManifest({ model: 'm', version: 1, path });
  const folder = join(root, '_shared');
  await mkdir(folder, { recursive: true });
  const pages = await shared.all();
  await writeFile(join(folder, SHARED_PAGES_FILE), pages);
  return {
    shared,
    paths,
    pages,
    /** Reads a content into parts of a length. */
    read: async (n: number, length: number): Promise<Buffer> => {
      const content = contents[n] ?? Buffer.alloc(0);
      const runs = shared.runsOf(paths[n] ?? '');
      const own = runs ? await shared.ownPages(paths[n] ?? '') : content;
      await writeFile(join(path, FILE), own);
      const memory = Buffer.alloc(content.length);
      const parts: Buffer[] = [];
      for (let at = 0; at < memory.length; at += length) parts.push(memory.subarray(at, at + length));
      await readModelFileInto({
        directory: { model: 'm', version: 1, path, shared: { folder, digests: new Set() } },
        manifest: parseManifest({ ...written, ...(runs ? { pages: { [FILE]: runs } } : {}) }),
        file: FILE,
        parts,
        crc32: crc32(content),
      });
      return memory;
    },
  };
}

it('reads every content as it was, into parts of any length, and stores each repeated page once', async () => {
  await using directory = await createModelsDirectory();
  const content = fc.tuple(fc.array(fc.nat(6), { maxLength: 12 }), fc.nat(PAGE - 1));
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 100, max: 3 * PAGE }),
      async (all, length) => {
        const contents = all.map(([pages, rest]) => contentOf(pages, rest));
        const { read, pages, shared, paths } = await store(directory.path, contents);
        let left = pages.length;
        for (const [n, whole] of contents.entries()) {
          expect((await read(n, length)).equals(whole)).toBe(true);
          left += (await shared.ownPages(paths[n] ?? '')).length;
        }
        expect(shared.savedBytes).toBe(Buffer.concat(contents).length - left);
        const numbers = [...new Set(all.flatMap(([own]) => own))];
        const several = numbers.filter((page) => all.filter(([own]) => own.includes(page)).length > 1);
        expect(pages.length).toBe(several.length * PAGE);
      },
    ),
    { numRuns: 60 },
  );
});

it('reads shared pages at once if files are alike, and does not change a file that shares nothing', async () => {
  await using directory = await createModelsDirectory();
  const contents = [contentOf([1, 2, 10, 3, 4], 0), contentOf([1, 2, 11, 3, 4], 0), contentOf([20, 21], 9)];
  const { shared, paths } = await store(directory.path, contents);
  const runs = [[2, 0], [1], [2, 2]];
  expect(paths.map((path) => shared.runsOf(path))).toEqual([runs, runs, undefined]);
  expect(Buffer.from(await shared.ownPages(paths[1] ?? ''))).toEqual(contentOf([11], 0));
});

it('names the file that has changed', async () => {
  await using directory = await createModelsDirectory();
  const { read, paths } = await store(directory.path, [contentOf([1, 2], 5), contentOf([1, 3], 5)]);
  const pages = join(directory.path, '_shared', SHARED_PAGES_FILE);
  const whole = await readFile(pages);
  expect(paths).toHaveLength(2);
  await writeFile(pages, whole.subarray(1));
  await expect(read(0, PAGE)).rejects.toThrow(`'pages.bin' is shorter than when it was added`);
  await writeFile(pages, Buffer.from(whole).fill(0, 0, 1));
  await expect(read(1, PAGE)).rejects.toThrow(`'weights.bin' is not the file that was added`);
  await writeFile(pages, whole);
  expect((await read(1, PAGE)).equals(contentOf([1, 3], 5))).toBe(true);
});
