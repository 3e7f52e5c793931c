import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';

/** One codebase of `firebase.json`; what else stands in it is kept as it is. */
interface FunctionsEntry extends Readonly<Record<string, unknown>> {
  readonly codebase?: string;
  readonly source?: string;
}

/** One site of `firebase.json`; what else stands in it is kept as it is. */
interface HostingEntry extends Readonly<Record<string, unknown>> {
  readonly public?: string;
  readonly target?: string;
  readonly site?: string;
}

/** A `firebase.json`; what else stands in it is kept as it is. */
export interface FirebaseConfig extends Readonly<Record<string, unknown>> {
  readonly functions?: FunctionsEntry | readonly FunctionsEntry[];
  readonly hosting?: HostingEntry | readonly HostingEntry[];
}

/** How a project takes in a clone of this repository. */
export interface Adoption {
  /** The clone, as seen from the project's `firebase.json`, with `/`. */
  path: string;
  /** What the codebases are called there, by the name that the clone's own `firebase.json` has for them. */
  codebases: Readonly<Record<string, string>>;
  /** What the page's Hosting site is called there; undefined for no page. */
  page: string | undefined;
}

/**
 * Returns a project's `firebase.json` with this repository's codebases, and the page where it is wanted, beside its own.
 * Run again, it replaces what it added.
 *
 * @param own the clone's own `firebase.json`.
 * @throws {CommandError} where a name is taken, or a site of the project has none.
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
        `firebase.json has a codebase ${codebase} already: give ours another name with --predict-codebase or --warm-up-codebase`,
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
    throw new CommandError(`firebase.json has a Hosting site ${page} already: give the page's another name`);
  if (kept.some(({ target, site }) => target === undefined && site === undefined))
    throw new CommandError(
      'a site of firebase.json has neither "target" nor "site", and where there are several each needs one: ' +
        'add "site": "YOUR-SITE" to yours, which is called as the project is unless you named it',
    );
  return [...kept, ...added];
}

/** An entry whose paths, and hook before a deploy, begin at the project instead of the clone. */
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
