import { readFile } from 'node:fs/promises';
import { EngineError } from '../errors/engine-error.ts';
import { memoizeAsync } from '../concurrency/memoize-async.ts';
import { type WasmImports, type WasmModule, webAssembly } from '../webassembly/web-assembly.ts';
import { collectDecoders } from './collect-decoders.ts';
import type { DecodeOptions } from './image-decoder.ts';
import { Raster, type RasterOptions } from './raster.ts';

/** Result of Squoosh's codecs: their `ImageData`. */
export interface DecodedImage {
  raster: Raster;
}

/** A codec made by Emscripten: each call makes a new instance of its WebAssembly module. */
export type CodecFactory<Codec> = (options: {
  noInitialRun: boolean;
  instantiateWasm: (imports: WasmImports, done: (instance: object) => void) => object;
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<Codec>;

const compiledOf = memoizeAsync(compile);

/**
 * Decodes one image in a WebAssembly instance of its own. Damage from a broken image ends with the instance, and the
 * memory of a large one is released. Returns null if the codec refused the image, and everything that it printed.
 *
 * @throws {EngineError} if the codec's own file cannot be read.
 */
export async function runCodec<Codec>({
  file,
  memoryBytes,
  maxMemoryBytes,
  assetPath,
  factory,
  decode,
  ...raster
}: {
  file: string;
  /** The memory that it will take, which is known to be within the limit. */
  memoryBytes: number;
  factory: CodecFactory<Codec>;
  decode: (codec: Codec) => DecodedImage | null;
} & DecodeOptions &
  Pick<RasterOptions, 'orientation'>): Promise<{ raster: Raster | null; said: string[]; cause?: unknown }> {
  const module = await compiledOf(assetPath(file)).catch((cause: unknown) => {
    throw new EngineError('images', `its file ${file} cannot be read or compiled`, { cause });
  });
  collectDecoders(memoryBytes, maxMemoryBytes);
  const said: string[] = [];
  const listen = (line: string): number => said.push(line);
  try {
    const codec = await factory({
      noInitialRun: true,
      instantiateWasm(imports, done) {
        const instance = new webAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
      print: listen,
      printErr: listen,
    });
    const image = withImageData(raster, () => decode(codec));
    return { raster: image?.raster ?? null, said };
  } catch (cause) {
    return { raster: null, said, cause };
  }
}

async function compile(path: string): Promise<WasmModule> {
  return webAssembly.compile(await readFile(path));
}

/**
 * Sets two classes of a browser while the codecs need them: they make their result with these. The browser's own would copy
 * all pixels, twice; these copy only the rows that are read, out of the codec's memory.
 */
function withImageData<Result>(
  options: Pick<RasterOptions, 'orientation' | 'samplingOf'>,
  run: () => Result,
): Result {
  class ImageData implements DecodedImage {
    readonly raster: Raster;

    constructor(pixels: Uint8Array, width: number, height: number) {
      this.raster = new Raster({ size: { width, height }, samplesPerPixel: 4, ...options });
      const length = 4 * width;
      for (let row = 0; row < height; row++) {
        const start = this.raster.startOf(row);
        if (start !== -1) this.raster.data.set(pixels.subarray(row * length, (row + 1) * length), start);
      }
    }
  }
  const own = globalThis.Uint8ClampedArray;
  Reflect.set(globalThis, 'Uint8ClampedArray', pixelsInPlace);
  Reflect.set(globalThis, 'ImageData', ImageData);
  try {
    return run();
  } finally {
    Reflect.set(globalThis, 'Uint8ClampedArray', own);
    Reflect.deleteProperty(globalThis, 'ImageData');
  }
}

/** Stands for the class with which the codecs copy pixels. */
function pixelsInPlace(pixels: Uint8Array): Uint8Array {
  return pixels;
}
