import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeployableError } from './deployable-error.ts';
import { writeLockfile } from './lockfile.ts';

let repository: string;
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'pilotlight-lockfile-test-'));
});
afterEach(() => rm(repository, { recursive: true, force: true }));

const write = async (file: string, content: object) => {
  await mkdir(dirname(join(repository, file)), { recursive: true });
  await writeFile(join(repository, file), JSON.stringify(content));
};

/** Locks `apps/any/dist`, in a repository with these packages in its lockfile. */
async function lock(dependencies: Record<string, string>, packages: Record<string, object>) {
  await write('package-lock.json', { lockfileVersion: 3, packages: { '': { name: 'root' }, ...packages } });
  await write('apps/any/dist/package.json', { name: 'any', version: '1.0.0', dependencies });
  await writeLockfile(join(repository, 'apps/any/dist'), join(repository, 'apps/any'));
  const written: { packages: Record<string, { version: string }> } = JSON.parse(
    await readFile(join(repository, 'apps/any/dist/package-lock.json'), 'utf8'),
  );
  return Object.entries(written.packages)
    .filter(([path]) => path !== '')
    .map(([path, { version }]) => `${path} ${version}`);
}

const packages = {
  'node_modules/asked': { version: '1.2.3', dependencies: { deep: '^1.0.0' } },
  'node_modules/deep': { version: '1.0.5' },
  'node_modules/other': { version: '9.0.0' },
  'node_modules/@pilotlight/any': { resolved: 'apps/any', link: true },
};

it('has the packages that are needed, as the repository has them, and no others', async () => {
  expect(await lock({ asked: '^1.0.0' }, packages)).toEqual([
    'node_modules/asked 1.2.3',
    'node_modules/deep 1.0.5',
  ]);
});

it('has the workspace’s own version where it differs', async () => {
  const own = { ...packages, 'apps/any/node_modules/deep': { version: '1.9.0' } };
  expect(await lock({ asked: '^1.0.0', deep: '^1.9.0' }, own)).toContain('node_modules/deep 1.9.0');
});

it('links packages that are uploaded with the folder, and locks their dependencies', async () => {
  await write('apps/any/dist/along/package.json', {
    name: 'other',
    version: '7.0.0',
    dependencies: { deep: '^1.0.0' },
  });
  expect(await lock({ other: 'file:along' }, packages)).toEqual([
    'along 7.0.0',
    'node_modules/deep 1.0.5',
    'node_modules/other undefined',
  ]);
});

it.each([
  ['a package that is not locked', { missing: '1.0.0' }],
  ['a version other than the locked one', { asked: '2.0.0' }],
])('fails for %s, and leaves no lockfile', async (_, dependencies) => {
  await expect(lock(dependencies, packages)).rejects.toThrow(DeployableError);
  await expect(readFile(join(repository, 'apps/any/dist/package-lock.json'))).rejects.toThrow('ENOENT');
});

it('fails if two versions of a package are needed at once', async () => {
  const both = { ...packages, 'apps/any/node_modules/deep': { version: '2.0.0' } };
  await expect(lock({ asked: '^1.0.0', deep: '^2.0.0' }, both)).rejects.toThrow(DeployableError);
});
