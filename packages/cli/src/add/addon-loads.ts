import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether tfjs-node's native addon loads here: for tests, which skip what needs it and say so. */
export async function addonLoads(): Promise<boolean> {
  const script = `import { importTfjsNode } from '@pilotlight/model-runtime/tfjs-node'; await importTfjsNode();`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
  }).then(
    () => true,
    () => false,
  );
}
