/**
 * The build of LiteRT.js that Node.js 24 takes: with relaxed SIMD, and without threads, which Emscripten's workers do
 * not have here. A deployment carries these two files; in `node_modules` they lie in `@litertjs/core/wasm`.
 */
export const LITERT_LOADER = 'litert_wasm_internal.js';
export const LITERT_WASM = 'litert_wasm_internal.wasm';

export const LITERT_FILES = [LITERT_LOADER, LITERT_WASM] as const;
