import { exported, isWasmMemory } from '../../webassembly/exported.ts';
import { compileLazily } from '../../webassembly/compile-lazily.ts';
import {
  WASM_PAGE,
  type WasmImports,
  type WasmInstance,
  type WasmMemory,
  webAssembly,
} from '../../webassembly/web-assembly.ts';
import { SnapshotMismatchError } from './snapshot-mismatch-error.ts';
import type { SnapshotPlan } from '../snapshot-plan.ts';

/** A host function that the module calls: its module and name, and its arguments. */
export type ImportHandler = (name: string, args: readonly number[]) => number | undefined;

/**
 * Restores the memory of an instance of the snapshot's engine. The instance's own start is left out: its effects are in that
 * memory already.
 *
 * @param readMemory fills parts of memory, one after the other, from the model's file.
 */
export async function restoreInstance({
  plan,
  engine,
  readMemory,
  onImport,
}: {
  plan: SnapshotPlan;
  engine: Uint8Array;
  readMemory: (parts: readonly Uint8Array[]) => Promise<void>;
  onImport: ImportHandler;
}): Promise<{ instance: WasmInstance; memory: WasmMemory }> {
  const module = await compileLazily(engine);
  // Without a prototype: names come from the file.
  const imports: WasmImports = Object.create(null);
  for (const { module: from, name } of webAssembly.Module.imports(module)) {
    const full = `${from}.${name}`;
    (imports[from] ??= {})[name] = (...args: number[]) => onImport(full, args);
  }
  const instance = new webAssembly.Instance(module, imports);
  const memory = exported(instance.exports, plan.memory.name, isWasmMemory);
  const missing = plan.memory.pages - memory.buffer.byteLength / WASM_PAGE;
  if (missing < 0)
    throw new SnapshotMismatchError('its engine starts with more memory than the snapshot has');
  if (missing > 0) memory.grow(missing);
  await readMemory(plan.memory.extents.map(([at, length]) => new Uint8Array(memory.buffer, at, length)));
  return { instance, memory };
}
