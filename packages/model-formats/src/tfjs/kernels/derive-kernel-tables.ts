import '@tensorflow/tfjs-backend-wasm';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { readKernelNames } from './derive-function-kernels.ts';
import { deriveLayerKernels } from './derive-layer-kernels.ts';
import { deriveOpKernels } from './derive-op-kernels.ts';
import { packageFolder, readCode } from './tfjs-source.ts';

/** Returns the content of `kernel-tables.json`, from the installed packages. */
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

/** Reads the source, because loading it needs the native library. Returns undefined if this optional dependency is missing. */
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
