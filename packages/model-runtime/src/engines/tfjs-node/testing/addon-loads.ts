import type { TestProject } from 'vitest/node';
import { addonLoads as loads } from '../addon-loads.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether tfjs-node's native addon loads here; its tests are skipped where it does not. */
    addonLoads: boolean;
  }
}

/** Finds out once for all tests, and says last of all what was not tested. */
export async function setup(project: TestProject): Promise<() => void> {
  const addonLoads = await loads();
  project.provide('addonLoads', addonLoads);
  return () => {
    if (!addonLoads) console.log('The native engine was not tested: npm run native:setup builds it');
  };
}
