import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pinned } from './pinned.ts';
import { killGroup, spawnGroup } from './process-group.ts';

const GRACE_MS = 10_000;

/** A process and all that it starts. */
export interface Child {
  readonly pid: number;
  /** Resolves with the exit code once the process has ended or been stopped; null after a signal. */
  readonly exited: Promise<number | null>;
  /** Returns its output so far. */
  output(): string;
  /** Ends the process and all that it started; resolves when they are gone. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
  /** Number of processors that it may use, if the system can limit that; defaults to all. */
  processors?: number | undefined;
}

/** Starts Node.js, in the version that this runs on, in its own process group. */
export function startChild({ args, cwd, env, onLine, processors }: ChildOptions): Child {
  const node = [process.execPath, ...args];
  const { pid, leader, exited } = spawnGroup(processors === undefined ? node : pinned(node, processors), {
    cwd,
    env,
  });

  const lines: string[] = [];
  for (const stream of [leader.stdout, leader.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }

  return {
    pid,
    exited,
    output: () => lines.join('\n'),
    async stop() {
      const isRunning = leader.exitCode === null && leader.signalCode === null;
      if (isRunning) {
        leader.kill('SIGINT');
        await Promise.race([exited, delay(GRACE_MS, undefined, { ref: false })]);
      }
      killGroup(pid);
      await exited;
    },
  };
}
