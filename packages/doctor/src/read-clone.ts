import { join, resolve } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { Clone, Codebase, Page } from './finding.ts';
import { builtFrom, findFirebaseDirectory, type FirebaseJson, readFirebaseJson } from './firebase-json.ts';
import { loadFirebaseLibrary } from './firebase-library.ts';

const APPS = ['inference', 'warmup'] as const;

/**
 * Reads what would be deployed, from where, and to which project.
 *
 * @param repository the clone's folder; if a project has adopted it, that project's `firebase.json` is above it.
 *
 * @param project an id or an alias of `.firebaserc`; defaults to the Firebase CLI's choice.
 *
 * @throws {CommandError} if `firebase.json` cannot be read, or the project's name is not valid.
 */
export async function readClone(repository: string, project?: string): Promise<Clone> {
  const directory = await findFirebaseDirectory(repository);
  const configPath = join(directory, 'firebase.json');
  const config = await readFirebaseJson(directory).catch((cause: unknown) => {
    throw new CommandError(`${configPath} cannot be read: ${errorMessage(cause)}`, { cause });
  });
  const chosen = await loadFirebaseLibrary()
    .resolve({ project, configPath })
    .catch((cause: unknown) => {
      throw new CommandError(errorMessage(cause), { cause });
    });
  return {
    repository,
    directory,
    project: chosen.project,
    alias: chosen.projectAlias,
    codebases: APPS.flatMap((app) => findCodebase(config, { app, repository, directory })),
    page: findPage(config, { repository, directory }),
    modelsDirectory: join(repository, 'models'),
  };
}

/** True if a project deploys the clone beside its own code. */
export function isAdopted({ repository, directory }: Pick<Clone, 'repository' | 'directory'>): boolean {
  return directory !== repository;
}

/** Returns this repository's parts of the project, as `firebase deploy --only` takes them. */
export function ownTargets({ codebases, page }: Pick<Clone, 'codebases' | 'page'>): string {
  const site = page?.target ?? page?.site;
  const hosting = site === undefined ? 'hosting' : `hosting:${site}`;
  return [...codebases.map(({ name }) => `functions:${name}`), ...(page ? [hosting] : [])].join(',');
}

interface Place {
  repository: string;
  directory: string;
}

function findCodebase(
  { functions }: FirebaseJson,
  { app, repository, directory }: Place & { app: Codebase['app'] },
): Codebase[] {
  const source = builtFrom(repository, app);
  const found = functions.find(
    (one) => one.source !== undefined && resolve(directory, one.source) === source,
  );
  if (!found) return [];
  const { codebase: name, configDir, runtime, ignore } = found;
  if (runtime === undefined)
    throw new CommandError(`firebase.json names no "runtime" for the codebase ${name}: set it to nodejs24`);
  const configDirectory = configDir === undefined ? source : resolve(directory, configDir);
  return [{ app, name, source, configDirectory, runtime, ignore }];
}

function findPage({ hosting }: FirebaseJson, { repository, directory }: Place): Page | undefined {
  const served = join(repository, 'apps/web/dist');
  const found = hosting.find((one) => one.public !== undefined && resolve(directory, one.public) === served);
  return found && { directory: served, target: found.target, site: found.site, hosting: found };
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
