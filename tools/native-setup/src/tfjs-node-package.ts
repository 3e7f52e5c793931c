import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NativeSetupError } from './native-setup-error.ts';

/** The highest Node-API version that tfjs-node 4.22.0 supports; every Node.js since 16 has it. */
export const nodeApiVersion = 8;

/** The folder of tfjs-node, and the folder in which it looks for its addon. */
export interface TfjsNodePackage {
  directory: string;
  addonDirectory: string;
}

/** @throws {NativeSetupError} if it is not installed. */
export function findTfjsNodePackage(): TfjsNodePackage {
  const directory = locate();
  return { directory, addonDirectory: join(directory, 'lib', `napi-v${nodeApiVersion}`) };
}

function locate(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch (error) {
    throw new NativeSetupError(
      '@tensorflow/tfjs-node is not installed. It is an optional dependency: ' +
        'run `npm install --include=optional`, then `npm run native:setup` again.',
      { cause: error },
    );
  }
}
