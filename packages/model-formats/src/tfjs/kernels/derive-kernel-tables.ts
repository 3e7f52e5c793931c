import '@tensorflow/tfjs-backend-wasm';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { readKernelNames } from './derive-function-kernels.ts';
import { deriveLayerKernels } from './derive-layer-kernels.ts';
import { deriveOpKernels } from './derive-op-kernels.ts';
import { packageFolder, readCode } from './tfjs-source.ts';

/** What `kernel-tables.json` holds, made from the packages as they are installed. */
export async function deriveKernelTables() {
  return {
    ops: deriveOpKernels(),
    ...(await deriveLayerKernels()),
    backends: {
      wasm: getKernelsForBackend('wasm')
        .map(({ kernelName }) => kernelName)
        .toSorted(),
      'tfjs-node': nativeKernels(),
    },
  };
}

/** Read from its source, as loading it takes the native library. An optional dependency: undefined where it is missing. */
function nativeKernels(): string[] | undefined {
  const native = packageFolder('@tensorflow/tfjs-node');
  const core = packageFolder('@tensorflow/tfjs-core');
  if (!native || !core) return undefined;
  const names = readKernelNames(core);
  const folder = join(native, 'dist/kernels');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...readCode(folder, file).matchAll(/kernelName: (?:'(\w+)'|\w+\.(\w+))/g)])
    .map(([, literal, constant]) => literal ?? names.get(constant ?? '') ?? '')
    .toSorted();
}
