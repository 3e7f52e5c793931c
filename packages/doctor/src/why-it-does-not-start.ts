import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Codebase } from './finding.ts';

const TIMEOUT_MS = 60_000;

/**
 * A script that loads a codebase as the Functions Framework does, and writes the reasons why it does not load to a
 * separate pipe.
 */
const LOAD = `
let problems = [];
try {
  require(process.argv[1]);
} catch (error) {
  problems = error?.problems ?? [String(error?.message ?? error)];
}
require('node:fs').writeSync(3, JSON.stringify(problems));
process.exit();`;

/**
 * Starts the built code with the parameters of a deployment, as the platform will, so that refused values are known
 * before anything is uploaded. Returns no reasons if it starts, or has not been built.
 */
export async function whyItDoesNotStart(
  { source }: Pick<Codebase, 'source'>,
  values: Readonly<Record<string, string>>,
): Promise<string[]> {
  const written = await readFile(join(source, 'package.json'), 'utf8').catch(() => '{}');
  const { main }: { main?: string } = JSON.parse(written);
  if (main === undefined) return [];
  const child = spawn(process.execPath, ['-e', LOAD, join(source, main)], {
    cwd: source,
    env: { PATH: process.env['PATH'], GCLOUD_PROJECT: 'any', ...values },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const pipe = child.stdio[3];
  if (!(pipe instanceof Readable)) throw new TypeError('the process has no pipe');
  const [said] = await Promise.all([text(pipe), once(child, 'exit')]);
  return said === '' ? [`its process ended with ${child.exitCode ?? child.signalCode}`] : JSON.parse(said);
}
