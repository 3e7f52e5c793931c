import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Path of the command, for tests that run it as users do. */
export const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');

/**
 * Runs the command to its end.
 *
 * @param cwd defaults to the folder of the tests.
 */
export function runPilotlight(args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PILOTLIGHT, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd,
  });
  return { status, stdout, stderr };
}
