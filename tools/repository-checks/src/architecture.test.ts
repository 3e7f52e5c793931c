import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { describe, expect, it } from 'vitest';
import { listFiles, readWorkspaces } from './workspaces.ts';

const ROW = /^\| `([^`]+)` +\|([^|]*)\|([^|]*)\|$/;

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

const map = await readMap();
const workspaces = await readWorkspaces(await listFiles());

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
