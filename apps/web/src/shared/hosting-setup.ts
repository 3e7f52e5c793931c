import type { FirebaseOptions } from 'firebase/app';
import { readInitScript, type EmulatorAddress } from './init-script.ts';
import { isLocal } from './is-local.ts';
import { SetupError } from './setup-error.ts';

/** The Firebase project of this page, from its host. */
export interface HostingSetup {
  config: FirebaseOptions;
  /** Address of the functions emulator; absent for deployed functions. */
  functionsEmulator?: EmulatorAddress;
}

/**
 * Reads the project from Hosting's reserved URLs, so that one build serves any project.
 *
 * @throws {SetupError} if they do not have it.
 */
export async function readHostingSetup(): Promise<HostingSetup> {
  return isLocal(location.hostname) ? readEmulatedSetup() : { config: await readDeployedConfig() };
}

async function readEmulatedSetup(): Promise<HostingSetup> {
  const { config, functionsEmulator } = await readInitScript();
  if (!config) throw new SetupError('NO_CONFIG');
  // Never use the deployed function instead: a local page must stay local.
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
