import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The command, for tests that run it as its users do. */
export const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');

/** Runs the command to its end. */
export function runPilotlight(args: readonly string[], env: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PILOTLIGHT, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}
