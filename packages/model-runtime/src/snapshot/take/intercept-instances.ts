import {
  type WasmExports,
  type WasmImports,
  type WasmInstance,
  type WasmModule,
  webAssembly,
} from '../../webassembly/web-assembly.ts';
import { shrinkMemory } from '../../webassembly/small-memory.ts';

/** A layer between an engine and the instance of its module. */
export interface Interception {
  /** The module as the engine has it, with a small memory. */
  module: Uint8Array;
  /** Replaces the imports that the instance gets, and the exports that the engine gets. */
  imports: (imports: WasmImports) => WasmImports;
  exports: (instance: WasmInstance) => Record<string, unknown>;
}

/**
 * Intercepts every WebAssembly module that is instantiated in this process from now on, and makes it begin with a small
 * memory. Returns a function that undoes the interception.
 */
export function interceptInstances(intercept: (module: Uint8Array) => Interception): () => void {
  const { compile, instantiate, Instance } = webAssembly;
  const bytesOf = new WeakMap<WasmModule, Uint8Array>();

  function createInstance(module: WasmModule, bytes: Uint8Array, imports: WasmImports): WasmInstance {
    const between = intercept(bytes);
    const instance = new Instance(module, between.imports(imports));
    return { exports: between.exports(instance) };
  }

  webAssembly.compile = async (given) => {
    // A copy, because it is changed.
    const bytes = new Uint8Array(ArrayBuffer.isView(given) ? given : new Uint8Array(given));
    shrinkMemory(bytes);
    const module = await compile(bytes);
    bytesOf.set(module, bytes);
    return module;
  };
  webAssembly.instantiate = async (bytes, imports) => {
    const module = await webAssembly.compile(bytes);
    return { module, instance: new webAssembly.Instance(module, imports) };
  };
  webAssembly.Instance = class implements WasmInstance {
    readonly exports: WasmExports;
    constructor(module: WasmModule, imports: WasmImports) {
      const bytes = bytesOf.get(module);
      const { exports } = bytes ? createInstance(module, bytes, imports) : new Instance(module, imports);
      this.exports = exports;
    }
  };

  return () => {
    Object.assign(webAssembly, { compile, instantiate, Instance });
  };
}
