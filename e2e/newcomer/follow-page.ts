import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroupWholly, REPOSITORY, spawnGroup } from '@pilotlight/local-platform';
import { readSteps, type Step } from './read-steps.ts';

/** Matches the output of a program that stays in its own terminal, once it is ready. */
const READY = /Pilotlight is lit|All emulators ready/;
const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;

/** A program that runs in its own terminal. */
interface Started {
  stop: () => Promise<void>;
}

/** Result of following a page, and of checking its promises. */
export interface Way {
  seconds: number;
  seen: readonly string[];
}

/**
 * Follows all steps of a page of the docs, in a folder, as a user with the machine's own Node.js.
 *
 * @param use runs after the last step, while the started programs still run; gets the output of each command.
 *
 * @returns the seconds until then.
 *
 * @throws if a command exits with a code other than 0.
 */
export async function followPage(
  page: string,
  folder: string,
  use: (printed: readonly string[]) => Promise<void>,
): Promise<number> {
  const steps = readSteps(await readFile(join(REPOSITORY, 'docs', page), 'utf8'));
  const env = newcomerEnvironment(folder);
  const started: Started[] = [];
  const printed: string[] = [];
  const begun = performance.now();
  try {
    for (const step of steps) {
      const from = performance.now();
      if (step.kind === 'start') started.push(await start(step.script, folder, env));
      else if (step.kind === 'run') printed.push(await run(step.script, folder, env));
      else await write(step, folder);
      const title = step.kind === 'write' ? `writes ${step.path}` : step.script.trim().replaceAll('\n', '; ');
      console.log(`${seconds(from).toFixed(0).padStart(5)} s  ${title}`);
    }
    const took = seconds(begun);
    await use(printed);
    return took;
  } finally {
    for (const { stop } of started) await stop();
  }
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

/** Returns an environment with only this repository's address, and the Firebase CLI that the reader has. */
function newcomerEnvironment(folder: string): NodeJS.ProcessEnv {
  const own = (process.env['PATH'] ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  return {
    ...Object.fromEntries(inherited),
    PATH: [...own, join(folder, 'pilotlight/node_modules/.bin')].join(delimiter),
    PILOTLIGHT: REPOSITORY,
    // Submodules usually come from other places than this machine.
    GIT_ALLOW_PROTOCOL: 'file:https:ssh',
    METADATA_SERVER_DETECTION: 'none',
    CI: 'true',
  };
}

async function run(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0)
    throw new Error(`${script}\nended with ${child.exitCode}:\n${output.slice(-4000)}`);
  return output;
}

async function start(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const group = spawnGroup(['bash', '-c', script], { cwd, env });
  const ready = Promise.withResolvers<void>();
  let output = '';
  for (const stream of [group.leader.stdout, group.leader.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      if (READY.test(line)) ready.resolve();
    });
  }
  const fail = (why: string) => ready.reject(new Error(`${script}${why}:\n${output.slice(-4000)}`));
  const timer = setTimeout(() => fail('was not ready in time'), READY_TIMEOUT_MS);
  void group.exited.then(() => fail('ended'));
  const stop = async () => {
    // Like Ctrl+C: the program itself ends the groups that it has started.
    process.kill(-group.pid, 'SIGINT');
    await Promise.race([group.exited, delay(STOP_TIMEOUT_MS)]);
    await killGroupWholly(group.pid);
  };
  try {
    await ready.promise;
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { stop };
}

async function write({ path, text }: Step & { kind: 'write' }, folder: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
