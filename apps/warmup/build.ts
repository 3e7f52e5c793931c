import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { buildDeployable } from '@pilotlight/deployable';
import { readSettings } from './src/settings.ts';

const MIB = 1024 * 1024;

const env = await readFile(join(import.meta.dirname, 'config/.env'), 'utf8');
const { functionName } = readSettings(parseEnv(env));

await buildDeployable({
  packageDirectory: import.meta.dirname,
  names: { warmUp: functionName },
  // A schedule sends almost nothing, to the smallest possible function.
  requests: { memoryBytes: 16 * MIB, maxBodyBytes: MIB },
});
