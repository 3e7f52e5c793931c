/** Set by the build: the most bytes of memory to decode one image. */
declare const IMAGE_MEMORY_BYTES: number;
export const imageMemoryBytes = IMAGE_MEMORY_BYTES;
