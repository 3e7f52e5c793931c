/** The decoders' WebAssembly modules: the name in a deployment, and the path in their packages. */
export const IMAGE_FILES: Readonly<Record<string, string>> = {
  'mozjpeg_dec.wasm': '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  'webp_dec.wasm': '@jsquash/webp/codec/dec/webp_dec.wasm',
};
