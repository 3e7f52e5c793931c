import type { ImageSize } from './image-size.ts';
import type { Sampling } from './sampling.ts';

/** How a picture is turned before it is looked at, by the number that Exif has for it. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** An image as it is stored, and what will be read of it as it is looked at. */
export interface RasterOptions {
  size: ImageSize;
  samplesPerPixel: 3 | 4;
  orientation?: Orientation;
  /** What is read of an image, once the size is known in which it is looked at. */
  samplingOf: (size: ImageSize) => Sampling;
}

/**
 * A decoded image: 8 bits a sample, row by row as it is stored; a fourth sample, alpha, is not looked at. It holds the
 * rows that are read and no others: a resize reads two for each of its own, of a photograph a small part. It is not
 * turned either, which would take as much memory again, but read in the order in which it would then stand.
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

  /** Where a row that is stored has its first sample in `data`; -1 for one that nothing reads. */
  startOf(row: number): number {
    return this.#starts[row] ?? -1;
  }

  /**
   * What a row of the image as it is looked at adds to the place of a sample in `data`; what the column adds is
   * {@link columnOffset}.
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

/** What a {@link Raster} will take, in bytes. */
export function rasterBytes(options: RasterOptions): number {
  const sampling = options.samplingOf(sizeAsSeen(options));
  return storedRows(options, sampling).size * options.size.width * options.samplesPerPixel;
}

function sizeAsSeen({ size: { width, height }, orientation = 1 }: RasterOptions): ImageSize {
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

/** The rows that are stored of which something is read. */
function storedRows(options: RasterOptions, { rows, columns }: Sampling): Set<number> {
  const places = (options.orientation ?? 1) > 4 ? columns : rows;
  return new Set(
    places.flatMap(({ lower, upper }) => [storedRow(options, lower), storedRow(options, upper)]),
  );
}

function storedRow({ size, orientation = 1 }: RasterOptions, place: number): number {
  return [3, 4, 6, 7].includes(orientation) ? size.height - 1 - place : place;
}
