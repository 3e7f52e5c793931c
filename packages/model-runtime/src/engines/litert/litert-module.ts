import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { compileFunction } from 'node:vm';
import type { AssetPath } from '../../engine.ts';
import type { LitertBindings } from './litert-bindings.ts';
import { LITERT_LOADER, LITERT_WASM } from './litert-files.ts';
import type { LitertLog } from './litert-log.ts';

/** The library, compiled once. Each instance has a memory of its own. */
export interface LitertModule {
  instantiate(log: LitertLog): Promise<LitertBindings>;
}

type ModuleFactory = (options: {
  instantiateWasm: (imports: object, done: (instance: object) => void) => void;
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<LitertBindings>;

/** TypeScript has this with the browser's types only. */
declare const WebAssembly: {
  compile: (bytes: Uint8Array) => Promise<object>;
  Instance: new (module: object, imports: object) => object;
};

/** Reads the library's two files and compiles them. */
export async function compileLitert(assetPath: AssetPath): Promise<LitertModule> {
  const loaderPath = resolve(assetPath(LITERT_LOADER));
  const [loader, wasm] = await Promise.all([readFile(loaderPath, 'utf8'), readFile(assetPath(LITERT_WASM))]);
  const createModule = evaluateLoader(loader, loaderPath);
  const compiled = await compileLazily(wasm);

  return {
    async instantiate(log) {
      return createModule({
        instantiateWasm: (imports, done) => done(new WebAssembly.Instance(compiled, imports)),
        print: log.write,
        printErr: log.write,
      });
    },
  };
}

/**
 * Of 9 MB a model needs a small part. V8 compiles a function when it is first called, and with this flag it validates
 * it no sooner: 30 ms of a cold start. The flag counts while the module is made, so the process has it no longer.
 */
async function compileLazily(wasm: Uint8Array): Promise<object> {
  setFlagsFromString('--wasm-lazy-validation');
  try {
    return await WebAssembly.compile(wasm);
  } finally {
    setFlagsFromString('--no-wasm-lazy-validation');
  }
}

/**
 * Emscripten's loader is written as a CommonJS module, beside which `@litertjs/core` says "type": "module": `require`
 * would take it for the other kind. Given a module's five variables it needs nothing else: no `self`, `importScripts`
 * or `navigator`, which the package's own functions ask for, and it leaves nothing on `globalThis`.
 */
function evaluateLoader(code: string, filename: string): ModuleFactory {
  const module: { exports?: ModuleFactory } = {};
  compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], { filename })(
    {},
    createRequire(filename),
    module,
    filename,
    dirname(filename),
  );
  if (!module.exports) throw new TypeError(`${filename} exports nothing`);
  return module.exports;
}
