/** A compiled module. */
export type WasmModule = object;

/** The imports and exports of WebAssembly that are used here. */
export type WasmFunction = (...args: number[]) => number | undefined;

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB. */
  grow(pages: number): number;
}

export interface WasmTable {
  get(index: number): WasmFunction | null;
}

export type WasmExports = Readonly<Record<string, unknown>>;

export interface WasmInstance {
  readonly exports: WasmExports;
}

/** Functions of the host, by module and name. */
export type WasmImports = Record<string, Record<string, unknown>>;

/** The parts of Node.js' WebAssembly that are used here: Node.js' types do not declare it. */
export interface WebAssemblyNamespace {
  validate: (bytes: Uint8Array | ArrayBuffer) => boolean;
  compile: (bytes: Uint8Array | ArrayBuffer) => Promise<WasmModule>;
  instantiate: (
    bytes: Uint8Array | ArrayBuffer,
    imports: WasmImports,
  ) => Promise<{ module: WasmModule; instance: WasmInstance }>;
  Module: {
    imports(module: WasmModule): { module: string; name: string; kind: string }[];
  };
  Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
  Memory: new (size: { initial: number }) => WasmMemory;
  Table: new (options: { initial: number; element: 'anyfunc' }) => WasmTable;
}

// Untyped: a package that is checked with the browser's types has other types for it.
const scope: object = globalThis;

export const webAssembly: WebAssemblyNamespace = Reflect.get(scope, 'WebAssembly');

/** Bytes of a page of WebAssembly memory. */
export const WASM_PAGE = 64 * 1024;
