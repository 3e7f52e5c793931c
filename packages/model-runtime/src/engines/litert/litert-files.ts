/**
 * The build of LiteRT.js for Node.js 24: with relaxed SIMD, and without threads, because Emscripten's workers do not work
 * here. A deployment contains these two files; in `node_modules` they are in `@litertjs/core/wasm`.
 */
export const LITERT_LOADER = 'litert_wasm_internal.js';
export const LITERT_WASM = 'litert_wasm_internal.wasm';

export const LITERT_FILES = [LITERT_LOADER, LITERT_WASM] as const;
