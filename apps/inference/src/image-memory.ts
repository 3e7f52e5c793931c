/** Written in by the build: what decoding one image may take of the function's memory. */
declare const IMAGE_MEMORY_BYTES: number;
export const imageMemoryBytes = IMAGE_MEMORY_BYTES;
