import { isEnvironmentMade, pythonEnvironment } from '@pilotlight/optimizer';

/** Gives the Python that models are converted in, where it has been made: it has Keras. Nothing is installed for this. */
export async function kerasPython(): Promise<string | undefined> {
  return (await isEnvironmentMade()) ? pythonEnvironment(() => {}) : undefined;
}
