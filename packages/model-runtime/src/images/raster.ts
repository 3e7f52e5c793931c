import type { ImageSize } from './image-size.ts';
import type { Sampling } from './sampling.ts';

/** Turns of a picture before display, by Exif's number. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The size of a stored image, and the part of the displayed image that will be read. */
export interface RasterOptions {
  size: ImageSize;
  samplesPerPixel: 3 | 4;
  orientation?: Orientation;
  /** Returns what is read of an image, once its displayed size is known. */
  samplingOf: (size: ImageSize) => Sampling;
}

/**
 * A decoded image: 8 bits a sample, row by row as it is stored; a fourth sample, alpha, is ignored. It holds only the rows
 * that are read: a resize reads two for each of its own, a small part of a photograph. It is not turned either, which would
 * take as much memory again, but read in the order of the displayed image.
 */
export class Raster {
  readonly sampling: Sampling;
  readonly data: Uint8Array;
  readonly #options: RasterOptions;
  readonly #orientation: Orientation;
  readonly #starts: Int32Array;

  constructor(options: RasterOptions) {
    this.#options = options;
    this.#orientation = options.orientation ?? 1;
    this.sampling = options.samplingOf(sizeAsSeen(options));
    this.#starts = new Int32Array(options.size.height).fill(-1);
    const length = options.size.width * options.samplesPerPixel;
    let end = 0;
    for (const row of storedRows(options, this.sampling)) {
      this.#starts[row] = end;
      end += length;
    }
    this.data = new Uint8Array(end);
  }

  /** The place in `data` of the first sample of a stored row; -1 for a row that nothing reads. */
  startOf(row: number): number {
    return this.#starts[row] ?? -1;
  }

  /**
   * The offset in `data` of a row of the displayed image. A sample's place is this and {@link columnOffset} of its column.
   */
  rowOffset(row: number): number {
    return this.#orientation > 4 ? this.#storedColumnOffset(row) : this.#storedRowOffset(row);
  }

  columnOffset(column: number): number {
    return this.#orientation > 4 ? this.#storedRowOffset(column) : this.#storedColumnOffset(column);
  }

  #storedRowOffset(place: number): number {
    return this.startOf(storedRow(this.#options, place));
  }

  #storedColumnOffset(place: number): number {
    const { size, samplesPerPixel } = this.#options;
    const isMirrored = [2, 3, 7, 8].includes(this.#orientation);
    return samplesPerPixel * (isMirrored ? size.width - 1 - place : place);
  }
}

/** Memory of a {@link Raster}, in bytes. */
export function rasterBytes(options: RasterOptions): number {
  const sampling = options.samplingOf(sizeAsSeen(options));
  return storedRows(options, sampling).size * options.size.width * options.samplesPerPixel;
}

function sizeAsSeen({ size: { width, height }, orientation = 1 }: RasterOptions): ImageSize {
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

/** The stored rows that are read. */
function storedRows(options: RasterOptions, { rows, columns }: Sampling): Set<number> {
  const places = (options.orientation ?? 1) > 4 ? columns : rows;
  return new Set(
    places.flatMap(({ lower, upper }) => [storedRow(options, lower), storedRow(options, upper)]),
  );
}

function storedRow({ size, orientation = 1 }: RasterOptions, place: number): number {
  return [3, 4, 6, 7].includes(orientation) ? size.height - 1 - place : place;
}
