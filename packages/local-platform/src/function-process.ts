import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { type Child, startChild } from './processes/child.ts';
import { frameworkOf } from './framework-of.ts';
import { LocalPlatformError } from './local-platform-error.ts';

const READY_TIMEOUT_MS = 30_000;

/** The function to run, and its deployable folder. */
export interface FunctionOptions {
  directory: string;
  target: string;
  env?: NodeJS.ProcessEnv;
  /** Number of processors that it may use, if the system can limit that; defaults to all. */
  processors?: number;
}

/** A function in its own process, as on the platform: one process, many calls at a time. */
export interface FunctionProcess extends Child {
  readonly url: string;
}

/** Starts the Functions Framework with one function; does not wait until it listens. */
export async function spawnFunction({
  directory,
  target,
  env = {},
  processors,
}: FunctionOptions): Promise<FunctionProcess> {
  const [port, framework] = await Promise.all([getPort(), frameworkOf(directory)]);
  const child = startChild({
    args: [framework],
    cwd: directory,
    processors,
    env: {
      PATH: process.env['PATH'],
      // Cloud Functions sets these too.
      FUNCTION_TARGET: target,
      FUNCTION_SIGNATURE_TYPE: 'http',
      GCLOUD_PROJECT: 'demo-pilotlight',
      NODE_ENV: 'production',
      PORT: String(port),
      ...env,
    },
  });
  return { url: `http://127.0.0.1:${port}`, ...child };
}

/**
 * Serves one function of a deployable folder with the Functions Framework.
 *
 * @throws {LocalPlatformError} if it does not start to listen; the message holds its output.
 */
export async function startFunction(options: FunctionOptions): Promise<FunctionProcess> {
  const process = await spawnFunction(options);
  let ended = false;
  void process.exited.then(() => (ended = true));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isListening(process.url))) {
    if (ended || Date.now() > deadline) {
      await process.stop();
      throw new LocalPlatformError(
        `function '${options.target}' does not listen; its output:\n${process.output()}`,
      );
    }
    await delay(10);
  }
  return process;
}

/** True if the server answers OPTIONS, which does not call the function. */
async function isListening(url: string): Promise<boolean> {
  return fetch(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
}
