import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';

const codebaseSchema = v.object({
  codebase: v.optional(v.string(), 'default'),
  source: v.optional(v.string()),
  configDir: v.optional(v.string()),
  runtime: v.optional(v.string()),
  ignore: v.optional(v.array(v.string()), []),
});

const hostingSchema = v.looseObject({
  public: v.optional(v.string()),
  target: v.optional(v.string()),
  site: v.optional(v.string()),
});

const oneOrMore = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(
    v.union([
      v.array(schema),
      v.pipe(
        schema,
        v.transform((one) => [one]),
      ),
    ]),
    [],
  );

const configSchema = v.looseObject({
  functions: oneOrMore(codebaseSchema),
  hosting: oneOrMore(hostingSchema),
});

/** The functions and Hosting entries of a `firebase.json`, each a list of one or more. */
export type FirebaseJson = v.InferOutput<typeof configSchema>;

/** @throws if it does not exist, or is not valid for the Firebase CLI. */
export async function readFirebaseJson(directory: string): Promise<FirebaseJson> {
  return v.parse(configSchema, JSON.parse(await readFile(join(directory, 'firebase.json'), 'utf8')));
}

/**
 * Finds the `firebase.json` that deploys a clone of this repository: that of the nearest folder above it that takes a
 * codebase from it, or else its own.
 */
export async function findFirebaseDirectory(repository: string): Promise<string> {
  const predict = builtFrom(repository, 'inference');
  for (let folder = dirname(repository); ; folder = dirname(folder)) {
    const found = await readFirebaseJson(folder).catch(() => undefined);
    if (found?.functions.some(({ source }) => source !== undefined && resolve(folder, source) === predict))
      return folder;
    if (dirname(folder) === folder) return repository;
  }
}

/** Returns the folder from which a codebase of this repository is uploaded. */
export function builtFrom(repository: string, app: string): string {
  return join(repository, 'apps', app, 'dist');
}
