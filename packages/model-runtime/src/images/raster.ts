/** The size of an image, in pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

/** A decoded image: 8 bits a sample, row by row. A fourth sample, alpha, is not looked at. */
export interface Raster extends ImageSize {
  samplesPerPixel: 3 | 4;
  data: Uint8Array | Uint8ClampedArray;
}
