import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import type { AssetPath } from '../engine.ts';
import { compileLazily } from '../../webassembly/compile-lazily.ts';
import { shrinkMemory } from '../../webassembly/small-memory.ts';
import { webAssembly, type WasmImports } from '../../webassembly/web-assembly.ts';
import type { LitertBindings } from './litert-bindings.ts';
import { LITERT_LOADER, LITERT_WASM } from './litert-files.ts';
import type { LitertLog } from './litert-log.ts';

/** The library, compiled once. Each instance has its own memory. */
export interface LitertModule {
  instantiate(log: LitertLog): Promise<LitertBindings>;
}

type ModuleFactory = (options: {
  instantiateWasm: (imports: WasmImports, done: (instance: object) => void) => void;
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<LitertBindings>;

/** Reads the library's two files and compiles them. */
export async function compileLitert(assetPath: AssetPath): Promise<LitertModule> {
  const loaderPath = resolve(assetPath(LITERT_LOADER));
  const [loader, wasm] = await Promise.all([readFile(loaderPath, 'utf8'), readFile(assetPath(LITERT_WASM))]);
  const createModule = evaluateLoader(loader, loaderPath);
  // Each model has its own instance.
  shrinkMemory(wasm);
  const compiled = await compileLazily(wasm);

  return {
    async instantiate(log) {
      return createModule({
        instantiateWasm: (imports, done) => done(new webAssembly.Instance(compiled, imports)),
        print: log.write,
        printErr: log.write,
      });
    },
  };
}

/**
 * Emscripten's loader is a CommonJS module, but `@litertjs/core` declares "type": "module", so `require` would treat it as
 * an ES module. With a module's five variables it needs nothing else: none of `self`, `importScripts` or `navigator`, which
 * the package's own functions expect, and it leaves nothing on `globalThis`.
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
