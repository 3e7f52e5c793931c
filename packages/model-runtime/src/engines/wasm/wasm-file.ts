/** The build for Node.js: with SIMD, and without threads, because Emscripten's workers do not work here. */
export const WASM_FILE = 'tfjs-backend-wasm-simd.wasm';
