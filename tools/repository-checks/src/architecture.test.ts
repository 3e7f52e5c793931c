import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { describe, expect, it } from 'vitest';
import { listFiles, readWorkspaces } from './workspaces.ts';

const ROW = /^\| `([^`]+)` +\|([^|]*)\|([^|]*)\|$/;

const DEPLOYED = /^(?:apps|packages\/(?:protocol|model-runtime|parameters|keep-warm))\//;
/** What the runtime has for builds and tools. */
const ONLY_BUILDS = /\/(?:snapshot\/take|measure|trial|deployment)\//;

function isSource(file: string): boolean {
  return /\.(?:ts|js|html|css|py)$/.test(file) && !/fixtures\/|\.test\.ts$|\/testing\//.test(file);
}

/** The rows of the map in `docs/architecture.md`: a folder, and what its own code imports of the others. */
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
  it('has every workspace, each once', () => {
    const mapped = map
      .map(({ folder }) => folder)
      .filter((folder) => folder.includes('/') || folder === 'e2e');
    expect(mapped.toSorted()).toEqual(workspaces.map(({ folder }) => folder).toSorted());
  });

  it.each(workspaces)('says what $folder imports', ({ folder, imports }) => {
    const row = map.find((each) => each.folder === folder);
    expect([...(row?.imports ?? [])].toSorted()).toEqual([...imports].toSorted());
  });
});

it.each(workspaces)('the README of $folder says what it may import', async ({ folder, imports }) => {
  const readme = await readFile(join(REPOSITORY, folder, 'README.md'), 'utf8');
  const [, said = ''] = /\*\*May import:\*\* ([^.]*)\./.exec(readme.replaceAll('\n', ' ')) ?? [];
  const named = [...said.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(imports);
});

/** Counts the lines of the code that is no test. */
async function linesOf(isCounted: (file: string) => boolean): Promise<number> {
  const counted = files.filter((file) => isSource(file) && isCounted(file));
  const texts = await Promise.all(counted.map((file) => readFile(join(REPOSITORY, file), 'utf8')));
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

it('what is deployed is about a quarter of the code, as the map says', async () => {
  const core = await linesOf((file) => DEPLOYED.test(file) && !ONLY_BUILDS.test(file));
  expect(core / (await linesOf(() => true))).toBeCloseTo(0.25, 1);
});

describe('dependencies point one way', () => {
  const roomOf = new Map(workspaces.map(({ name, folder }) => [name, folder.split('/')[0]]));

  it('packages import packages and nothing else', () => {
    const wrong = workspaces
      .filter(({ folder }) => folder.startsWith('packages/'))
      .flatMap(({ folder, imports, testImports }) =>
        [...imports, ...testImports]
          .filter((name) => roomOf.get(name) !== 'packages')
          .map((name) => `${folder} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('what is deployed imports nothing of the wings', () => {
    const core = new Set(['protocol', 'model-runtime', 'parameters', 'keep-warm', 'statistics']);
    const wrong = workspaces
      .filter(({ name }) => core.has(name))
      .flatMap(({ folder, imports }) =>
        [...imports].filter((name) => !core.has(name)).map((name) => `${folder} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('no workspace imports itself by way of others', () => {
    const importsOf = new Map(workspaces.map(({ name, imports }) => [name, imports]));
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(importsOf.get(from) ?? [])].some(
        (name) => name === to || (!seen.has(name) && reaches(name, to, seen.add(name))),
      );
    expect(workspaces.map(({ name }) => name).filter((name) => reaches(name, name))).toEqual([]);
  });
});
