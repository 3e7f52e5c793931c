import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalPlatformError } from './local-platform-error.ts';

const GRACE_MS = 10_000;

/** A process and all that it starts. */
export interface Child {
  readonly pid: number;
  /** Resolves with the exit code once it has ended by itself or been stopped; null after a signal. */
  readonly exited: Promise<number | null>;
  /** What it has printed so far. */
  output(): string;
  /** Ends it and what it started; resolves when they are gone. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
  /** The processor to hold it to, where the system has a way to. */
  core?: number | undefined;
}

/** Starts Node.js, of the version that this runs on, in a process group of its own. */
export function startChild({ args, cwd, env, onLine, core }: ChildOptions): Child {
  const node = [process.execPath, ...args];
  const [command = '', ...rest] = core === undefined ? node : [...pinnedTo(core), ...node];
  const child = spawn(command, rest, {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new LocalPlatformError(`${args[0] ?? 'node'} does not start`);
  // Whatever this process ends by, short of being killed itself.
  const endWithUs = () => killGroup(pid);
  process.on('exit', endWithUs);

  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const exited = once(child, 'exit').then(() => {
    process.off('exit', endWithUs);
    return child.exitCode;
  });

  return {
    pid,
    exited,
    output: () => lines.join('\n'),
    async stop() {
      if (isRunning(child)) {
        child.kill('SIGINT');
        await Promise.race([exited, delay(GRACE_MS, undefined, { ref: false })]);
      }
      killGroup(pid);
      await exited;
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** `taskset` becomes the process that it starts. Only Linux has it. */
function pinnedTo(core: number): string[] {
  return process.platform === 'linux' ? ['taskset', '--cpu-list', String(core)] : [];
}

/** Ends what is left of the group; that nothing is left is the ordinary case. */
function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
