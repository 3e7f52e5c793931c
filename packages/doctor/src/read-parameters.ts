import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Clone, Codebase } from './finding.ts';

/** The parameter values of a deployment, and the files that they come from; a later file overrides an earlier one. */
export interface Parameters {
  values: Readonly<Record<string, string>>;
  files: readonly string[];
  /** The file of each value. */
  fileOf: Readonly<Record<string, string>>;
}

/** Reads the `.env` files of a codebase in the Firebase CLI's order. */
export async function readParameters(
  { configDirectory }: Codebase,
  { project, alias }: Pick<Clone, 'project' | 'alias'>,
): Promise<Parameters> {
  const names = ['.env', ...[project, alias].filter((one) => one !== undefined).map((one) => `.env.${one}`)];
  const values: Record<string, string> = {};
  const files: string[] = [];
  const fileOf: Record<string, string> = {};
  for (const name of new Set(names)) {
    const text = await readFile(join(configDirectory, name), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    files.push(name);
    for (const [key, value] of Object.entries(parseEnv(text))) {
      if (value === undefined) continue;
      values[key] = value;
      fileOf[key] = name;
    }
  }
  return { values, files, fileOf };
}
