import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { adaptFramework } from './adapt-framework.ts';

const require = createRequire(import.meta.url);
const INSTALLED = join(dirname(require.resolve('@google-cloud/functions-framework')), '../..');

let copy: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-adapt-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  copy = join(folder, 'framework');
  await cp(join(INSTALLED, 'build/src'), join(copy, 'build/src'), { recursive: true });
  await symlink(join(INSTALLED, 'node_modules'), join(copy, 'node_modules'));
  await symlink(join(INSTALLED, '../..'), join(folder, 'node_modules'));
});

const edit = async (file: string, from: string | RegExp, to: string) => {
  const path = join(copy, 'build/src', file);
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(from);
  await writeFile(path, text.replace(from, to));
};

/** Bundles the copy, and returns the paths of the files in the bundle. */
async function bundled(): Promise<string[]> {
  const main = join(copy, 'build/src/main.js');
  const { metafile } = await build({
    entryPoints: [main],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(copy, 'out.js'),
    plugins: [adaptFramework(main)],
    define: { REQUEST_BOUNDS: '{}' },
    logLevel: 'silent',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

it('replaces the code that reads bodies and the one that answers errors, and leaves nothing of the old', async () => {
  const files = await bundled();
  expect(
    files.filter((file) => /node_modules\/(?:body-parser|raw-body|finalhandler|iconv-lite)\//.test(file)),
  ).toEqual([]);
  for (const ours of ['body/gate.ts', 'final-handler.ts', 'when-listening.ts', 'before-framework.ts']) {
    expect(files.filter((file) => file.endsWith(`/framework/${ours}`))).toHaveLength(1);
  }
});

it.each([
  ['reads bodies with another package', 'server.js', /require\("body-parser"\)/, 'require("raw-body")'],
  [
    'has its own body-parser',
    'server.js',
    /require\("body-parser"\)/,
    'require("../../node_modules/body-parser/index.js")',
  ],
  ['shuts down in another way', 'main.js', /require\(".\/invoker"\)/, '{}'],
])('refuses to build a framework that %s', async (_, file, from, to) => {
  await edit(file, from, to);
  if (file === 'main.js') await edit('server.js', /require\(".\/invoker"\)/, '{}');
  if (file === 'main.js') await edit('function_wrappers.js', /require\(".\/invoker"\)/, '{}');
  await expect(bundled()).rejects.toThrow('does not fit the gate');
});
