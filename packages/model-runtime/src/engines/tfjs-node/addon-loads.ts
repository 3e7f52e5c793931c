import { execFile } from 'node:child_process';
import { join } from 'node:path';

const BINDING = join(import.meta.dirname, 'native-binding.ts');

/** True if tfjs-node's native addon loads here. Tries it in a process of its own: TensorFlow would stay in this one, and log. */
export function addonLoads(): Promise<boolean> {
  const script = `import { loadNativeBinding } from ${JSON.stringify(BINDING)}; loadNativeBinding();`;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  execFile(process.execPath, ['--input-type=module', '--eval', script], (error) => resolve(error === null));
  return promise;
}
