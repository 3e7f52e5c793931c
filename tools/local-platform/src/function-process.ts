import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { startChild } from './child.ts';
import { LocalPlatformError } from './local-platform-error.ts';

const require = createRequire(import.meta.url);
const READY_TIMEOUT_MS = 30_000;

/** A function in a process of its own, as the platform runs it: one process, many calls at a time. */
export interface FunctionProcess {
  readonly url: string;
  readonly pid: number;
  output(): string;
  stop(): Promise<void>;
}

/**
 * Serves one function of a deployable folder with the Functions Framework.
 *
 * @throws {LocalPlatformError} where it does not start to listen, with all that it printed.
 */
export async function startFunction({
  directory,
  target,
  env = {},
}: {
  directory: string;
  target: string;
  env?: NodeJS.ProcessEnv;
}): Promise<FunctionProcess> {
  const port = await getPort();
  const child = startChild({
    args: [join(dirname(require.resolve('@google-cloud/functions-framework')), 'main.js')],
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      // What Cloud Functions sets too.
      FUNCTION_TARGET: target,
      FUNCTION_SIGNATURE_TYPE: 'http',
      GCLOUD_PROJECT: 'demo-pilotlight',
      NODE_ENV: 'production',
      PORT: String(port),
      ...env,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void child.exited.then(() => (ended = true));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isListening(url))) {
    if (ended || Date.now() > deadline) {
      await child.stop();
      throw new LocalPlatformError(`function '${target}' does not listen; it printed:\n${child.output()}`);
    }
    await delay(10);
  }
  return { url, pid: child.pid, output: () => child.output(), stop: () => child.stop() };
}

/** Asks for nothing: the framework answers OPTIONS without a call of the function being made. */
async function isListening(url: string): Promise<boolean> {
  return fetch(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
}
