import type { AssetPath } from '../engines/engine.ts';
import type { RasterOptions } from './raster.ts';

/** The location of the decoders, and their limits. */
export interface DecoderOptions {
  /** Returns the paths of their WebAssembly modules, see `IMAGE_FILES`. */
  assetPath: AssetPath;
  /** The most memory that decoding one image may take, in bytes; defaults to no limit. */
  maxMemoryBytes?: number | undefined;
}

/** Input of every decoder besides an image's bytes. */
export interface DecodeOptions extends Pick<RasterOptions, 'samplingOf'> {
  assetPath: AssetPath;
  maxMemoryBytes: number;
}
