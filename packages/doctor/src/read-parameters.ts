import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Clone, Codebase } from './finding.ts';

/** The values that a deployment's parameters have, and the files that they come from, later ones going before. */
export interface Parameters {
  values: Readonly<Record<string, string>>;
  files: readonly string[];
  /** Which of the files each value stands in. */
  fileOf: Readonly<Record<string, string>>;
}

/** Reads the `.env` files of a codebase in the order in which the Firebase CLI does. */
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
