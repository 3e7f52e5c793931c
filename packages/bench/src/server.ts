import { type Child, killGroupWholly, pinned, spawnGroup } from '@pilotlight/local-platform';
import getPort from 'get-port';

/** A process that answers HTTP, and all processes that it starts. */
export interface Server extends Child {
  readonly url: string;
}

/**
 * Starts a server that is not one of our functions, held to that number of processors; `PORT` is the port to listen on.
 */
export async function startServer({
  command,
  cwd,
  env = {},
  processors = 1,
}: {
  /** Returns the program and its arguments, given the port. */
  command: (port: number) => readonly string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  processors?: number;
}): Promise<Server> {
  const port = await getPort();
  const { pid, leader, exited } = spawnGroup(pinned(command(port), processors), {
    cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: String(port), ...env },
  });
  let printed = '';
  for (const stream of [leader.stdout, leader.stderr])
    stream.on('data', (chunk) => (printed += String(chunk)));

  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    exited,
    output: () => printed,
    async stop() {
      await killGroupWholly(pid);
      await exited;
    },
  };
}
