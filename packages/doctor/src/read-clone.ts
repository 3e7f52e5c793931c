import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { Clone } from './finding.ts';
import { loadFirebaseLibrary } from './firebase-library.ts';

const configSchema = v.object({
  functions: v.array(
    v.object({
      codebase: v.string(),
      source: v.string(),
      configDir: v.string(),
      runtime: v.string(),
      ignore: v.optional(v.array(v.string()), []),
    }),
  ),
  hosting: v.object({ public: v.string(), target: v.optional(v.string()) }),
});

/**
 * Reads what would be deployed from where, and to which project.
 *
 * @param project an id or an alias of `.firebaserc`; what the Firebase CLI would choose unless said.
 * @throws {CommandError} where `firebase.json` cannot be read, or the project's name can be none.
 */
export async function readClone(directory: string, project?: string): Promise<Clone> {
  const configPath = join(directory, 'firebase.json');
  let config: v.InferOutput<typeof configSchema>;
  try {
    config = v.parse(configSchema, JSON.parse(await readFile(configPath, 'utf8')));
  } catch (cause) {
    throw new CommandError(`${configPath} cannot be read: ${errorMessage(cause)}`, { cause });
  }
  const chosen = await loadFirebaseLibrary()
    .resolve({ project, configPath })
    .catch((cause: unknown) => {
      throw new CommandError(errorMessage(cause), { cause });
    });
  return {
    directory,
    project: chosen.project,
    alias: chosen.projectAlias,
    pageTarget: config.hosting.target,
    codebases: config.functions.map((one) => ({
      name: one.codebase,
      source: join(directory, one.source),
      configDirectory: join(directory, one.configDir),
      runtime: one.runtime,
      ignore: one.ignore,
    })),
    pageDirectory: join(directory, config.hosting.public),
    modelsDirectory: join(directory, 'models'),
  };
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
