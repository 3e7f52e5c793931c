import type { FirebaseOptions } from 'firebase/app';
import { readInitScript, type EmulatorAddress } from './init-script.ts';
import { isLocal } from './is-local.ts';
import { SetupError } from './setup-error.ts';

/** What the place that serves this page says of the project behind it. */
export interface HostingSetup {
  config: FirebaseOptions;
  /** Where functions are emulated; absent where they are deployed. */
  functionsEmulator?: EmulatorAddress;
}

/**
 * Asks Hosting's reserved URLs which project this is, so that one build serves any project.
 *
 * @throws {SetupError} where they do not say.
 */
export async function readHostingSetup(): Promise<HostingSetup> {
  return isLocal(location.hostname) ? readEmulatedSetup() : { config: await readDeployedConfig() };
}

async function readEmulatedSetup(): Promise<HostingSetup> {
  const { config, functionsEmulator } = await readInitScript();
  if (!config) throw new SetupError('NO_CONFIG');
  // Never the deployed function instead: who works on this machine means this machine.
  if (!functionsEmulator) throw new SetupError('NO_FUNCTIONS_EMULATOR');
  return { config, functionsEmulator };
}

async function readDeployedConfig(): Promise<FirebaseOptions> {
  try {
    const response = await fetch('/__/firebase/init.json', { signal: AbortSignal.timeout(10_000) });
    const config: unknown = await response.json();
    if (isConfig(config)) return config;
  } catch (cause) {
    throw new SetupError('NO_CONFIG', { cause });
  }
  throw new SetupError('NO_CONFIG');
}

function isConfig(value: unknown): value is FirebaseOptions {
  return typeof value === 'object' && value !== null && 'projectId' in value;
}
