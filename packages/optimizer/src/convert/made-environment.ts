import { isEnvironmentMade, pythonEnvironment } from './python-environment.ts';

/** Returns the Python with TensorFlow that was made before; undefined where there is none, and none is made. */
export async function madeEnvironment(): Promise<string | undefined> {
  return (await isEnvironmentMade()) ? pythonEnvironment(() => {}) : undefined;
}
