import { freePorts, startEmulators } from '@pilotlight/local-platform';
import type { TestProject } from 'vitest/node';
import { BROWSER_PATH, HOW_TO_GET_A_BROWSER } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    project: string;
    functionsPort: number;
    hostingUrl: string;
  }
}

/** Starts the emulators once for all test files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const emulators = await startEmulators({ ports: await freePorts() });
  provide('project', emulators.project);
  provide('functionsPort', emulators.ports.functions);
  provide('hostingUrl', emulators.hostingUrl);
  return async () => {
    await emulators.stop();
    if (BROWSER_PATH === undefined) console.warn(`\n${HOW_TO_GET_A_BROWSER}`);
  };
}
