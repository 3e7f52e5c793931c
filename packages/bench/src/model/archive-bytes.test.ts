import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { expect, it } from 'vitest';
import { archiveBytes } from './archive-bytes.ts';

it('counts the bytes of a zipped folder, with its subfolders', async () => {
  await withTemporaryFolder('test', async (folder) => {
    const empty = await archiveBytes(folder);
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'inner/zeros'), Buffer.alloc(100_000));
    const zeros = await archiveBytes(folder);
    await writeFile(join(folder, 'noise'), crypto.getRandomValues(new Uint8Array(50_000)));
    const both = await archiveBytes(folder);
    expect(empty).toBeLessThan(zeros);
    expect(zeros).toBeLessThan(1000);
    expect(both).toBeGreaterThan(50_000);
  });
});
