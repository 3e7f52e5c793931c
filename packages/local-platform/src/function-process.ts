import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { type Child, startChild } from './processes/child.ts';
import { frameworkOf } from './framework-of.ts';
import { LocalPlatformError } from './local-platform-error.ts';

const READY_TIMEOUT_MS = 30_000;

/** Which function of which deployable folder to run. */
export interface FunctionOptions {
  directory: string;
  target: string;
  env?: NodeJS.ProcessEnv;
  /** Holds it to so many processors, where the system has a way to; all, by default. */
  processors?: number;
}

/** A function in a process of its own, as the platform runs it: one process, many calls at a time. */
export interface FunctionProcess extends Child {
  readonly url: string;
}

/** Starts the Functions Framework on one function; whether it gets as far as to listen remains to be seen. */
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
      // What Cloud Functions sets too.
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
 * @throws {LocalPlatformError} where it does not start to listen, with all that it printed.
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
        `function '${options.target}' does not listen; it printed:\n${process.output()}`,
      );
    }
    await delay(10);
  }
  return process;
}

/** Asks for nothing: OPTIONS is answered without a call of the function being made. */
async function isListening(url: string): Promise<boolean> {
  return fetch(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
}
