import { readFile } from 'node:fs/promises';
import type { AssetPath } from '../engines/engine.ts';
import { EngineError } from '../errors/engine-error.ts';
import { memoizeAsync } from '../concurrency/memoize-async.ts';
import { type WasmImports, type WasmModule, webAssembly } from '../webassembly/web-assembly.ts';
import type { Raster } from './raster.ts';

/** What Squoosh's codecs hand over. */
export interface DecodedImage {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** A codec as Emscripten made it: a new call is a new instance of its WebAssembly module. */
export type CodecFactory<Codec> = (options: {
  noInitialRun: boolean;
  instantiateWasm: (imports: WasmImports, done: (instance: object) => void) => object;
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<Codec>;

const compiledOf = memoizeAsync(compile);

/**
 * Decodes one image in a WebAssembly instance of its own: whatever a broken image did to its memory ends with it, and
 * a large one's memory is given back. Returns null for what the codec refused, and everything that it printed.
 *
 * @throws {EngineError} where the codec's own file cannot be read.
 */
export async function runCodec<Codec>({
  file,
  assetPath,
  factory,
  decode,
}: {
  file: string;
  assetPath: AssetPath;
  factory: CodecFactory<Codec>;
  decode: (codec: Codec) => DecodedImage | null;
}): Promise<{ raster: Raster | null; said: string[]; cause?: unknown }> {
  const module = await compiledOf(assetPath(file)).catch((cause: unknown) => {
    throw new EngineError('images', `its file ${file} cannot be read or compiled`, { cause });
  });
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
    const image = withImageData(() => decode(codec));
    if (!image) return { raster: null, said };
    const { width, height, data } = image;
    return { raster: { width, height, samplesPerPixel: 4, data }, said };
  } catch (cause) {
    return { raster: null, said, cause };
  }
}

async function compile(path: string): Promise<WasmModule> {
  return webAssembly.compile(await readFile(path));
}

/** The codecs make their result with the browser's `ImageData`; here it is there while they need it, and no longer. */
function withImageData<Result>(run: () => Result): Result {
  class ImageData {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;

    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  }
  Reflect.set(globalThis, 'ImageData', ImageData);
  try {
    return run();
  } finally {
    Reflect.deleteProperty(globalThis, 'ImageData');
  }
}
