import {
  type WasmExports,
  type WasmFunction,
  type WasmMemory,
  type WasmTable,
  webAssembly,
} from './web-assembly.ts';

export const isWasmFunction = (value: unknown): value is WasmFunction => typeof value === 'function';
export const isWasmMemory = (value: unknown): value is WasmMemory => value instanceof webAssembly.Memory;
export const isWasmTable = (value: unknown): value is WasmTable => value instanceof webAssembly.Table;

/**
 * Returns the export of a module with this name.
 *
 * @throws {TypeError} if it does not exist or is of another kind.
 */
export function exported<Kind>(
  exports: WasmExports,
  name: string,
  isKind: (value: unknown) => value is Kind,
): Kind {
  const value = exports[name];
  if (isKind(value)) return value;
  throw new TypeError(`the WebAssembly module does not export ${name} as expected`);
}
