import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { WASM_FILE } from './engines/wasm/wasm-file.ts';

/** Where the engines' own files lie in `node_modules`: for tests and tools. A deployment carries copies of its own. */
export function installedEngineAssets(): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve(`@tensorflow/tfjs-backend-wasm/dist/${WASM_FILE}`));
}
