import type { TestProject } from 'vitest/node';
import { addonLoads as loads } from '../addon-loads.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** True if tfjs-node's native addon loads here; otherwise its tests are skipped. */
    addonLoads: boolean;
  }
}

/** Checks once for all tests, and says at the end what was not tested. */
export async function setup(project: TestProject): Promise<() => void> {
  const addonLoads = await loads();
  project.provide('addonLoads', addonLoads);
  return () => {
    if (!addonLoads) console.log('The native engine was not tested: npm run native:setup builds it');
  };
}
