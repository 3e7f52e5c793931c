/** Elements of the input that a kernel is multiplied with, for each output element. */
export interface Window {
  batchSize: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  filterHeight: number;
  filterWidth: number;
  padInfo: { top: number; left: number };
}

/**
 * Mean of all inputs that a kernel is multiplied with, over examples and positions: `[height, width, channels]` of the
 * kernel; positions outside of a picture are zero.
 */
export class MeanPatch {
  readonly #sums: Float64Array;
  #count = 0;

  /** @param size number of elements of the kernel for each output channel. */
  constructor(size: number) {
    this.#sums = new Float64Array(size);
  }

  /** Adds an input of the kernel, with channels last. */
  add(input: ArrayLike<number>, window: Window): void {
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = window;
    for (let tapRow = 0; tapRow < window.filterHeight; tapRow += 1) {
      for (let tapColumn = 0; tapColumn < window.filterWidth; tapColumn += 1) {
        const tap = (tapRow * window.filterWidth + tapColumn) * inChannels;
        for (let at = 0; at < batchSize * outHeight * outWidth; at += 1) {
          const outRow = Math.floor(at / outWidth) % outHeight;
          const row = outRow * window.strideHeight + tapRow * window.dilationHeight - window.padInfo.top;
          const column =
            (at % outWidth) * window.strideWidth + tapColumn * window.dilationWidth - window.padInfo.left;
          if (row < 0 || row >= inHeight || column < 0 || column >= inWidth) continue;
          const picture = Math.floor(at / (outHeight * outWidth));
          const from = ((picture * inHeight + row) * inWidth + column) * inChannels;
          for (let channel = 0; channel < inChannels; channel += 1) {
            this.#sums[tap + channel] = (this.#sums[tap + channel] ?? 0) + (input[from + channel] ?? 0);
          }
        }
      }
    }
    this.#count += batchSize * outHeight * outWidth;
  }

  get values(): Float64Array {
    return this.#sums.map((sum) => sum / this.#count);
  }
}
