import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';

/** A codebase in `firebase.json`; its other fields stay as they are. */
interface FunctionsEntry extends Readonly<Record<string, unknown>> {
  readonly codebase?: string;
  readonly source?: string;
}

/** A site in `firebase.json`; its other fields stay as they are. */
interface HostingEntry extends Readonly<Record<string, unknown>> {
  readonly public?: string;
  readonly target?: string;
  readonly site?: string;
}

/** A `firebase.json`; its other fields stay as they are. */
export interface FirebaseConfig extends Readonly<Record<string, unknown>> {
  readonly functions?: FunctionsEntry | readonly FunctionsEntry[];
  readonly hosting?: HostingEntry | readonly HostingEntry[];
}

/** Choices for adding a clone of this repository to a project. */
export interface Adoption {
  /** Path of the clone from the project's `firebase.json`, with `/`. */
  path: string;
  /** New names of the codebases, by their names in the clone's own `firebase.json`. */
  codebases: Readonly<Record<string, string>>;
  /** Target name of the page's Hosting site; undefined for no page. */
  page: string | undefined;
}

/**
 * Returns a project's `firebase.json` with this repository's codebases, and the page if it is wanted, beside its own.
 * Run again, it replaces the entries that it added.
 *
 * @param own the clone's own `firebase.json`.
 * @throws {CommandError} if a name is taken, or a site of the project has no name.
 */
export function adoptConfig(
  project: FirebaseConfig,
  own: FirebaseConfig,
  adoption: Adoption,
): FirebaseConfig {
  const functions = adoptFunctions(listOf(project.functions), listOf(own.functions), adoption);
  const { page } = adoption;
  if (page === undefined) return { ...project, functions };
  return {
    ...project,
    functions,
    hosting: adoptPage(listOf(project.hosting), listOf(own.hosting), { ...adoption, page }),
  };
}

function adoptFunctions(
  theirs: readonly FunctionsEntry[],
  ours: readonly FunctionsEntry[],
  { path, codebases }: Adoption,
): FunctionsEntry[] {
  const added = ours.map((entry): FunctionsEntry & { codebase: string } => ({
    ...moved(entry, path, ['source', 'configDir']),
    codebase: codebases[entry.codebase ?? ''] ?? entry.codebase ?? '',
  }));
  const kept = theirs.filter(({ source }) => !added.some((entry) => isSame(entry.source, source)));
  for (const { codebase } of added) {
    if (kept.some((entry) => (entry.codebase ?? 'default') === codebase))
      throw new CommandError(
        `firebase.json already has a codebase ${codebase}: give ours another name with --predict-codebase or --warm-up-codebase`,
      );
  }
  return [...kept, ...added];
}

function adoptPage(
  theirs: readonly HostingEntry[],
  ours: readonly HostingEntry[],
  { path, page }: Adoption & { page: string },
): HostingEntry | HostingEntry[] {
  const added = ours.map((entry): HostingEntry => ({ ...moved(entry, path, ['public']), target: page }));
  const kept = theirs.filter((each) => !added.some((entry) => isSame(entry.public, each.public)));
  if (kept.some(({ target, site }) => target === page || site === page))
    throw new CommandError(
      `firebase.json already has the Hosting site ${page}: give the page's site another name`,
    );
  if (kept.some(({ target, site }) => target === undefined && site === undefined))
    throw new CommandError(
      'a site of firebase.json has neither "target" nor "site", and each of several sites needs one: ' +
        'add "site": "YOUR-SITE" to yours; it has the name of the project by default',
    );
  return [...kept, ...added];
}

/** Returns an entry with its paths, and its hook before a deploy, relative to the project instead of the clone. */
function moved(
  entry: Readonly<Record<string, unknown>>,
  path: string,
  names: readonly string[],
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...entry };
  for (const name of names) result[name] = `${path}/${String(entry[name])}`;
  result['predeploy'] = String(entry['predeploy']).replace(/^npm /, `npm --prefix ${quoted(path)} `);
  return result;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}

function isSame(a = '', b = ''): boolean {
  return join(a) === join(b).replace(/[\\/]$/, '');
}

function listOf<Entry extends object>(one: Entry | readonly Entry[] | undefined): readonly Entry[] {
  if (one === undefined) return [];
  return isList(one) ? one : [one];
}

function isList<Entry>(one: Entry | readonly Entry[]): one is readonly Entry[] {
  return Array.isArray(one);
}
