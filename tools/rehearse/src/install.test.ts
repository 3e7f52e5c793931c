import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addonLoads } from '@pilotlight/model-runtime/deployment';
import AdmZip from 'adm-zip';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkManifest } from './check-manifest.ts';
import { compareTrees, install } from './install.ts';
import { RehearsalError } from './problem.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-install-'));
});
afterEach(() => rm(directory, { recursive: true }));

function codebase(files: Readonly<Record<string, string | object>>) {
  const archive = new AdmZip();
  for (const [name, content] of Object.entries(files)) {
    archive.addFile(name, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
  }
  return { name: 'any', archive, archiveBytes: 0, functions: [] };
}

const declare = (text: string) =>
  `exports.tick = Object.assign(() => {}, { __endpoint: { entryPoint: 'tick', ${text} } });`;

it.each([
  ['no main file', { 'package.json': { main: 'index.js' } }, 'index.js'],
  [
    'a main file that is not JavaScript',
    { 'package.json': { main: 'a.js' }, 'a.js': 'import type {' },
    'SyntaxError',
  ],
  ['no lockfile', { 'package.json': { main: 'a.js' }, 'a.js': '' }, 'npm ci'],
  [
    'a lockfile that has drifted',
    {
      'package.json': { main: 'a.js', dependencies: { '@pilotlight/protocol': '0.1.0' } },
      'a.js': '',
      'package-lock.json': { lockfileVersion: 3, packages: { '': {} } },
    },
    'npm ci',
  ],
])('stops where the platform’s build would fail: %s', async (_, files, said) => {
  const failed = install(codebase(files), directory);
  await expect(failed).rejects.toThrow(RehearsalError);
  await expect(failed).rejects.toThrow(said);
});

/** Installs a codebase with a tfjs-node whose install script fails. */
async function installFailing(said: string) {
  const own = await mkdtemp(join(directory, 'own-'));
  const name = '@tensorflow/tfjs-node';
  const archive = codebase({
    'package.json': { main: 'a.js', dependencies: { [name]: 'file:tfjs-node' } },
    'a.js': '',
    'tfjs-node/package.json': { name, version: '4.22.0', scripts: { install: 'node install.js' } },
    'tfjs-node/install.js': `console.error(${JSON.stringify(said)}); process.exit(1);`,
    'package-lock.json': {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { [name]: 'file:tfjs-node' } },
        'node_modules/@tensorflow/tfjs-node': { resolved: 'tfjs-node', link: true },
        'tfjs-node': { name, version: '4.22.0', hasInstallScript: true },
      },
    },
  });
  return install(archive, own);
}

it('uses this machine’s TensorFlow if its vendor cannot be reached, and reports that', async () => {
  const unreachable = installFailing('Error: getaddrinfo ENOTFOUND storage.example');
  if (await addonLoads())
    expect((await unreachable).notShown).toEqual([expect.stringContaining('own addon')]);
  else await expect(unreachable).rejects.toThrow(/cannot be reached from here\.\n.*npm run native:setup$/);
  await expect(installFailing('no space left')).rejects.toThrow(/no space left/);
});

it('names the packages that differ from the tested ones', () => {
  const there = {
    packages: { 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '2.0.0' } },
  };
  const here = { packages: { 'node_modules/a': { version: '1.0.0' } } };
  expect(compareTrees(there, here)).toEqual([
    'node_modules/a is installed as 1.0.1, but was tested as 1.0.0',
    'node_modules/b is installed as 2.0.0, but was tested as none',
  ]);
});

const uploaded = (version: string) => ({
  packages: {
    'node_modules/a': { link: true },
    along: { name: 'a', version },
  },
});

it('compares an uploaded package with the tested one of its name', () => {
  const here = { packages: { 'node_modules/a': { version: '1.0.0' } } };
  expect(compareTrees(uploaded('1.0.0'), here)).toEqual([]);
  expect(compareTrees(uploaded('1.0.1'), here)).toEqual([
    'along is installed as 1.0.1, but was tested as 1.0.0',
  ]);
});

it('finds an outdated functions.yaml', async () => {
  await writeFile(join(directory, 'package.json'), JSON.stringify({ main: 'index.js' }));
  await writeFile(join(directory, 'index.js'), declare('availableMemoryMb: 256'));
  await writeFile(join(directory, 'functions.yaml'), '{}');
  expect(await checkManifest('any', directory, {})).toHaveLength(1);
  expect(await checkManifest('any', directory, {})).toEqual([]);
  await writeFile(join(directory, 'index.js'), declare('availableMemoryMb: 512'));
  expect(await checkManifest('any', directory, {})).toHaveLength(1);
});
