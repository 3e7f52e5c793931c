import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const probe = fileURLToPath(new URL('probe.ts', import.meta.url));

/**
 * Checks that tfjs-node loads and computes. Uses a separate process: a Node.js process keeps the result of its first
 * try, and an incompatible library can end the process.
 *
 * @throws {CommandFailedError} if it does not.
 */
export async function checkAddon(): Promise<void> {
  await runCommand({
    file: process.execPath,
    args: [probe],
    minutes: 1,
    onFailure: 'tfjs-node does not load.',
  });
}
