import { spawn } from 'node:child_process';
import { once } from 'node:events';
import getPort from 'get-port';
import { endGroupWholly } from './end-with-us.ts';
import { pinned } from './pinned.ts';

/** A process that answers HTTP, and all that it starts. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Resolves when it ends, by itself or stopped. */
  readonly exited: Promise<unknown>;
  /** What it has printed so far. */
  output(): string;
  /** Resolves when it and what it started are gone. */
  stop(): Promise<void>;
}

/** Starts a server that is no function of ours, in a process group of its own; `PORT` says where it shall listen. */
export async function startServer({
  command,
  cwd,
  env = {},
}: {
  /** The program and its arguments, by the port. */
  command: (port: number) => readonly string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
}): Promise<Server> {
  const port = await getPort();
  const [program = '', ...args] = pinned(command(port));
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: String(port), ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} does not start`);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));

  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    exited,
    output: () => printed,
    async stop() {
      await endGroupWholly(pid);
      await exited;
    },
  };
}
