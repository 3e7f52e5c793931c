import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { writeWhole } from '@pilotlight/command-line/write-whole';
import { type Adoption, adoptConfig, type FirebaseConfig } from './adopt-config.ts';
import { type FunctionNames, nameFunctions, readFunctionNames } from './name-functions.ts';

const CODEBASE = /^[a-z0-9_-]{1,63}$/;

export interface AdoptOptions extends Partial<FunctionNames> {
  codebases: Adoption['codebases'];
  page: string | undefined;
}

/** Result of {@link adopt}, for people. */
export interface Adopted {
  /** Folder of the project. */
  folder: string;
  /** Path of the clone in the project. */
  path: string;
  names: FunctionNames;
  /** The project's own codebases. */
  theirs: string[];
}

/**
 * Adds a clone of this repository to what a Firebase project already deploys.
 *
 * @param folder the project's folder; defaults to the nearest folder above the clone with a `firebase.json`.
 * @throws {CommandError} if it is not a folder, the clone is outside of it, or a name is taken or not valid.
 */
export async function adopt(
  repository: string,
  folder: string | undefined,
  { codebases, page, ...names }: AdoptOptions,
): Promise<Adopted> {
  const project = await realpath(folder ?? (await findProject(repository))).catch((cause: unknown) => {
    throw new CommandError(`${folder} is not a folder`, { cause });
  });
  const path = relative(project, await realpath(repository))
    .split(sep)
    .join('/');
  if (path === '' || path.startsWith('..'))
    throw new CommandError(
      `${repository} is not within ${project}, and the Firebase CLI uploads nothing from outside of a project: move it into a folder of the project`,
    );
  for (const name of Object.values(codebases)) {
    if (!CODEBASE.test(name))
      throw new CommandError(
        `${name} is not a valid codebase: use at most 63 lowercase letters, digits, - and _`,
      );
  }
  const file = join(project, 'firebase.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CommandError(`there is no ${file}: npx firebase init makes one`, { cause });
  });
  const before = parse(file, text);
  const own = parse('firebase.json', await readFile(join(repository, 'firebase.json'), 'utf8'));
  const after = adoptConfig(before, own, { path, codebases, page });
  const chosen = { ...(await readFunctionNames(repository)), ...names };
  await nameFunctions(repository, chosen);
  await writeWhole(file, `${JSON.stringify(after, undefined, indentOf(text))}\n`);
  const ours = new Set(Object.values(codebases));
  const theirs = [after.functions ?? []]
    .flat()
    .map(({ codebase = 'default' }) => codebase)
    .filter((codebase) => !ours.has(codebase));
  return { folder: project, path, names: chosen, theirs };
}

async function findProject(repository: string): Promise<string> {
  for (let folder = dirname(repository); ; folder = dirname(folder)) {
    if (await stat(join(folder, 'firebase.json')).catch(() => undefined)) return folder;
    if (dirname(folder) === folder)
      throw new CommandError(
        `no folder above ${repository} has a firebase.json: move this clone into the folder of your Firebase project`,
      );
  }
}

function parse(file: string, text: string): FirebaseConfig {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${file} is not JSON (comments are not allowed here): ${String(cause)}`, {
      cause,
    });
  }
}

/** Returns the indentation of the first indented line. */
function indentOf(text: string): string {
  return /^[ \t]+/m.exec(text)?.[0] ?? '  ';
}
