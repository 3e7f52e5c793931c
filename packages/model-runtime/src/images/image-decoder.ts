import type { AssetPath } from '../engines/engine.ts';
import type { RasterOptions } from './raster.ts';

/** Where decoders are, and what they may take. */
export interface DecoderOptions {
  /** Where their WebAssembly modules are, see `IMAGE_FILES`. */
  assetPath: AssetPath;
  /** The most memory that decoding one image may take, in bytes; as much as it needs, unless said. */
  maxMemoryBytes?: number | undefined;
}

/** What every decoder is told beside an image's bytes. */
export interface DecodeOptions extends Pick<RasterOptions, 'samplingOf'> {
  assetPath: AssetPath;
  maxMemoryBytes: number;
}
