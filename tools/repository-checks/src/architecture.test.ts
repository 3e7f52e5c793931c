import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { describe, expect, it } from 'vitest';
import { listFiles, readWorkspaces } from './workspaces.ts';

const ROW = /^\| `([^`]+)` +\|([^|]*)\|([^|]*)\|$/;

const DEPLOYED = /^(?:apps|packages\/(?:protocol|model-runtime|parameters|keep-warm))\//;
/** Parts of the runtime that only builds and tools use. */
const ONLY_BUILDS = /\/(?:snapshot\/take|measure|trial|deployment)\//;

function isSource(file: string): boolean {
  return /\.(?:ts|js|html|css|py)$/.test(file) && !/fixtures\/|\.test\.ts$|\/testing\//.test(file);
}

/** Reads the rows of the map in `docs/architecture.md`: each folder, and the other folders that its code imports. */
async function readMap() {
  const text = await readFile(join(REPOSITORY, 'docs/architecture.md'), 'utf8');
  const [, chapter = ''] = text.split('\n## Places\n');
  const [places = ''] = chapter.split('\n## ');
  return places.split('\n').flatMap((line) => {
    const [, folder, , imports] = ROW.exec(line) ?? [];
    if (folder === undefined || imports === undefined) return [];
    return [{ folder, imports: new Set(imports.match(/[a-z-]{2,}/g)) }];
  });
}

const files = await listFiles();
const map = await readMap();
const workspaces = await readWorkspaces(files);

describe('the map of the architecture', () => {
  it('lists every workspace once', () => {
    const mapped = map
      .map(({ folder }) => folder)
      .filter((folder) => folder.includes('/') || folder === 'e2e');
    expect(mapped.toSorted()).toEqual(workspaces.map(({ folder }) => folder).toSorted());
  });

  it.each(workspaces)('lists what $folder imports', ({ folder, imports }) => {
    const row = map.find((each) => each.folder === folder);
    expect([...(row?.imports ?? [])].toSorted()).toEqual([...imports].toSorted());
  });
});

it.each(workspaces)('the README of $folder lists what it may import', async ({ folder, imports }) => {
  const readme = await readFile(join(REPOSITORY, folder, 'README.md'), 'utf8');
  const [, said = ''] = /\*\*May import:\*\* ([^.]*)\./.exec(readme.replaceAll('\n', ' ')) ?? [];
  const named = [...said.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(imports);
});

/** Counts the lines of code, without tests. */
async function linesOf(isCounted: (file: string) => boolean): Promise<number> {
  const counted = files.filter((file) => isSource(file) && isCounted(file));
  const texts = await Promise.all(counted.map((file) => readFile(join(REPOSITORY, file), 'utf8')));
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

it('deployed code is about a quarter of all code, as the map says', async () => {
  const core = await linesOf((file) => DEPLOYED.test(file) && !ONLY_BUILDS.test(file));
  expect(core / (await linesOf(() => true))).toBeCloseTo(0.25, 1);
});

describe('dependencies point one way', () => {
  const roomOf = new Map(workspaces.map(({ name, folder }) => [name, folder.split('/')[0]]));

  it('packages import only packages', () => {
    const wrong = workspaces
      .filter(({ folder }) => folder.startsWith('packages/'))
      .flatMap(({ folder, imports, testImports }) =>
        [...imports, ...testImports]
          .filter((name) => roomOf.get(name) !== 'packages')
          .map((name) => `${folder} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('deployed code imports no code of the wings', () => {
    const core = new Set(['protocol', 'model-runtime', 'parameters', 'keep-warm', 'statistics']);
    const wrong = workspaces
      .filter(({ name }) => core.has(name))
      .flatMap(({ folder, imports }) =>
        [...imports].filter((name) => !core.has(name)).map((name) => `${folder} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('no workspace imports itself through others', () => {
    const importsOf = new Map(workspaces.map(({ name, imports }) => [name, imports]));
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(importsOf.get(from) ?? [])].some(
        (name) => name === to || (!seen.has(name) && reaches(name, to, seen.add(name))),
      );
    expect(workspaces.map(({ name }) => name).filter((name) => reaches(name, name))).toEqual([]);
  });
});
