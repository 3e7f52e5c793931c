import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { REPOSITORY } from './repository.ts';

/** A built functions codebase of this repository. */
export interface Codebase {
  /** The deployable folder. */
  directory: string;
  /** The deployment's parameters, as the platform passes them to the code. */
  env: NodeJS.ProcessEnv;
}

export async function readCodebase(name: 'inference' | 'warmup'): Promise<Codebase> {
  const app = join(REPOSITORY, 'apps', name);
  return { directory: join(app, 'dist'), env: parseEnv(await readFile(join(app, 'config/.env'), 'utf8')) };
}
