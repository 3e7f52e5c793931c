import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';

/** A workspace of the repository, and its imports from the others. */
export interface Workspace {
  /** Its folder, such as `packages/protocol`. */
  folder: string;
  /** Its name without the scope. */
  name: string;
  /** Names of the workspaces that its code imports, without those of its tests. */
  imports: ReadonlySet<string>;
  /** Names of the workspaces that its tests and their helpers import. */
  testImports: ReadonlySet<string>;
}

const OURS = /['"]@pilotlight\/([a-z-]+)(?:\/[^'"]*)?['"]/g;
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)['"]@pilotlight\/[^'"]+['"]/g;

/** Lists every file that git tracks, or would: paths from the repository's root. */
export async function listFiles(): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: REPOSITORY, maxBuffer: 2 ** 26 });
  return stdout.split('\n').filter((file) => file !== '');
}

/** Reads every workspace: a folder with a `package.json` of this repository's scope. */
export async function readWorkspaces(files: readonly string[]): Promise<Workspace[]> {
  const workspaces: Workspace[] = [];
  for (const file of files.filter((each) => /^(?:[a-z-]+\/)?[a-z0-9-]+\/package\.json$/.test(each))) {
    const { name }: { name?: string } = JSON.parse(await readFile(join(REPOSITORY, file), 'utf8'));
    if (!name?.startsWith('@pilotlight/')) continue;
    const folder = file.replace('/package.json', '');
    const imports = new Set<string>();
    const testImports = new Set<string>();
    for (const source of files.filter((each) => each.startsWith(`${folder}/`) && isCode(each))) {
      const found = importsOf(await readFile(join(REPOSITORY, source), 'utf8'));
      for (const each of found) (isTest(source) ? testImports : imports).add(each);
    }
    const own = name.replace('@pilotlight/', '');
    for (const set of [imports, testImports]) set.delete(own);
    workspaces.push({ folder, name: own, imports, testImports });
  }
  return workspaces;
}

function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].flatMap(([text]) =>
    [...text.matchAll(OURS)].map(([, name = '']) => name),
  );
}

function isCode(file: string): boolean {
  return /\.(?:ts|js|mjs)$/.test(file) && !file.includes('/fixtures/');
}

function isTest(file: string): boolean {
  return /\.test\.ts$|\/testing\/|vitest\.config\.ts$|\.setup\.ts$/.test(file);
}
