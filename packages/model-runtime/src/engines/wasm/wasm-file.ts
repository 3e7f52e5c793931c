/** The build that Node.js takes: with SIMD, and without threads, which Emscripten's workers do not have here. */
export const WASM_FILE = 'tfjs-backend-wasm-simd.wasm';
