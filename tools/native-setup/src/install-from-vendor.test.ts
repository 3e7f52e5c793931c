import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CommandFailedError } from './command-failed-error.ts';
import { installFromVendor } from './install-from-vendor.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tfjs-node-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true });
});

it('leaves no unfinished files when the vendor’s script fails', async () => {
  await writeFile(join(directory, 'package.json'), '{"original":true}');
  await mkdir(join(directory, 'deps'));
  await mkdir(join(directory, 'scripts'));
  await writeFile(
    join(directory, 'scripts', 'install.js'),
    "require('node:fs').writeFileSync('package.json', 'changed'); throw new Error('unreachable')",
  );
  const installing = installFromVendor({ tfjsNode: { directory, addonDirectory: join(directory, 'lib') } });
  await expect(installing).rejects.toThrow(CommandFailedError);
  await expect(installing).rejects.toThrow('storage.googleapis.com');
  expect(await readFile(join(directory, 'package.json'), 'utf8')).toBe('{"original":true}');
  expect(await readdir(directory)).not.toContain('deps');
});
