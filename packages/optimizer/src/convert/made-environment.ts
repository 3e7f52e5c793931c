import { isEnvironmentMade, pythonEnvironment } from './python-environment.ts';

/** Returns the Python with TensorFlow that exists already; undefined if there is none. It makes none. */
export async function madeEnvironment(): Promise<string | undefined> {
  return (await isEnvironmentMade()) ? pythonEnvironment(() => {}) : undefined;
}
