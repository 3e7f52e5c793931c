import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether tfjs-node's native addon loads here; its tests are skipped where it does not. */
    addonLoads: boolean;
  }
}

const binding = fileURLToPath(new URL('../native-binding.ts', import.meta.url));

/** Finds out once for all tests, and says last of all what was not tested. */
export async function setup(project: TestProject): Promise<() => void> {
  const addonLoads = await loads();
  project.provide('addonLoads', addonLoads);
  return () => {
    if (!addonLoads) console.log('The native engine was not tested: npm run native:setup builds it');
  };
}

/** In a process of its own: TensorFlow would stay in the memory of this one, and talk. */
function loads(): Promise<boolean> {
  const script = `import { loadNativeBinding } from ${JSON.stringify(binding)}; loadNativeBinding();`;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  execFile(process.execPath, ['--input-type=module', '--eval', script], (error) => resolve(error === null));
  return promise;
}
