/** The decoders' WebAssembly modules by the name that they have in a deployment, and where their packages have them. */
export const IMAGE_FILES: Readonly<Record<string, string>> = {
  'mozjpeg_dec.wasm': '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  'webp_dec.wasm': '@jsquash/webp/codec/dec/webp_dec.wasm',
};
