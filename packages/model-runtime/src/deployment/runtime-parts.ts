import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ENGINE_NAMES } from '@pilotlight/protocol';
import { LITERT_FILES } from '../engines/litert/litert-files.ts';
import { WASM_FILE } from '../engines/wasm/wasm-file.ts';
import { IMAGE_FILES } from '../images/image-files.ts';
import { THREAD_FILE } from '../images/thread/thread-file.ts';

export { addonLoads } from '../engines/tfjs-node/addon-loads.ts';

/** Parts that a deployment can include: an engine, or the decoder of encoded images. */
export const PART_NAMES = [...ENGINE_NAMES, 'images'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A part of the runtime that only some models need. */
export interface RuntimePart {
  /** The files that it reads at run time, by name, and their installed paths. */
  files: Readonly<Record<string, string>>;
  /** Modules that run in threads, by the names of their bundles, as absolute paths. */
  threads: Readonly<Record<string, string>>;
  /** Packages that cannot be bundled, with their versions. */
  packages: Readonly<Record<string, string>>;
  /** The module that imports all of its code, as an absolute path. */
  module: string;
}

const require = createRequire(import.meta.url);
const here = import.meta.dirname;

const installed = (names: readonly string[], from: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [name, require.resolve(from(name))]));

/** For builds, tools and tests; the runtime itself never imports this. */
export const RUNTIME_PARTS: Readonly<Record<PartName, RuntimePart>> = {
  wasm: {
    files: installed([WASM_FILE], (name) => `@tensorflow/tfjs-backend-wasm/dist/${name}`),
    threads: {},
    packages: {},
    module: join(here, '../engines/wasm/wasm-engine.ts'),
  },
  litert: {
    files: installed(LITERT_FILES, (name) => `@litertjs/core/wasm/${name}`),
    threads: {},
    packages: {},
    module: join(here, '../engines/litert/litert-engine.ts'),
  },
  'tfjs-node': {
    files: {},
    threads: {},
    packages: { '@tensorflow/tfjs-node': '4.22.0' },
    module: join(here, '../engines/tfjs-node/tfjs-node-engine.ts'),
  },
  images: {
    files: installed(Object.keys(IMAGE_FILES), (name) => IMAGE_FILES[name] ?? ''),
    threads: { [THREAD_FILE]: join(here, '../images/thread/decode-thread.ts') },
    packages: {},
    module: join(here, '../images/decode-image-input.ts'),
  },
};

/** Returns the installed path of an engine's file: for tools and tests. A deployment has copies of its own. */
export function installedAsset(name: string): string {
  for (const { files, threads } of Object.values(RUNTIME_PARTS)) {
    const path = files[name] ?? threads[name];
    if (path !== undefined) return path;
  }
  throw new RangeError(`no engine has a file ${name}`);
}
