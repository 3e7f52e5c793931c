import { setFlagsFromString } from 'node:v8';
import { type WasmModule, webAssembly } from './web-assembly.ts';

/**
 * Compiles a module of which a model needs a small part. V8 compiles a function when it is first called, and with this
 * flag it validates it no sooner: 30 ms of LiteRT's cold start. The flag counts while the module is made, so the
 * process has it no longer.
 */
export async function compileLazily(bytes: Uint8Array): Promise<WasmModule> {
  setFlagsFromString('--wasm-lazy-validation');
  try {
    return await webAssembly.compile(bytes);
  } finally {
    setFlagsFromString('--no-wasm-lazy-validation');
  }
}
