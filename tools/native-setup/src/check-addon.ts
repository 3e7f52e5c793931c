import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const probe = fileURLToPath(new URL('probe.ts', import.meta.url));

/**
 * Makes sure that tfjs-node loads and computes. In a process of its own, since a Node.js process keeps the
 * answer of its first try, and a library that does not fit can end the process.
 *
 * @throws {CommandFailedError} when it does not.
 */
export async function checkAddon(): Promise<void> {
  await runCommand({
    file: process.execPath,
    args: [probe],
    minutes: 1,
    onFailure: 'tfjs-node does not load.',
  });
}
