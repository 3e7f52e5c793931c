import { readFile } from 'node:fs/promises';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { startEngine } from '@pilotlight/model-runtime/engines';
import { parseManifest } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { BUILTIN_OPERATORS, CUSTOM } from '../builtin-operators.ts';
import { oneOpModel, type OpCode } from './one-op-model.ts';

type Engine = Awaited<ReturnType<typeof startEngine>>;

/** Content of `op-table.json`, from the installed build of LiteRT. */
export interface OpTable {
  /** The highest version of each built-in op. */
  builtin: Record<string, number>;
  custom: string[];
}

const MAX_VERSION = 20;
/** Matches the engine's errors for an op that it does not have; after any other error, it has the op. */
const MISSING = /unresolved custom op|Didn't find op|Select TensorFlow op/i;
const SCALAR = { dtype: 'float32', shape: [1] } as const;
const WASM = 'litert_wasm_internal.wasm';

/** Tries every built-in op with LiteRT, and every text in its module that could be the name of another op. */
export async function deriveOpTable(): Promise<OpTable> {
  const engine = await startEngine('litert', { assetPath: installedAsset });
  const builtin: [string, number][] = [];
  for (const [code, name] of BUILTIN_OPERATORS.entries()) {
    if (code === CUSTOM) continue;
    let version = 0;
    for (let next = 1; next <= MAX_VERSION; next += 1) {
      if (await hasOp(engine, { builtin: code, version: next })) version = next;
    }
    if (version > 0) builtin.push([name, version]);
  }
  const custom: string[] = [];
  for (const name of await textsOfModule()) {
    if (await hasOp(engine, { custom: name })) custom.push(name);
  }
  return { builtin: Object.fromEntries(builtin), custom };
}

/** True if an engine has an op. */
export async function hasOp(engine: Engine, op: OpCode): Promise<boolean> {
  const file = oneOpModel(op);
  const manifest = parseManifest({
    format: 'tflite',
    engine: 'litert',
    entry: 'model.tflite',
    signatures: { [DEFAULT_SIGNATURE]: { inputs: { in: SCALAR }, outputs: { out: SCALAR } } },
    files: {},
    sample: 'zeros',
  });
  try {
    const model = await engine.load({ manifest, path: '', read: async () => file });
    // A missing op is found only when the model runs.
    await model.run(DEFAULT_SIGNATURE, { in: { ...SCALAR, data: new Float32Array(1) } });
    return true;
  } catch (error) {
    return !MISSING.test(String(error));
  }
}

async function textsOfModule(): Promise<string[]> {
  const module = await readFile(installedAsset(WASM), 'latin1');
  const texts = module.match(/(?<![ -~])[A-Za-z][A-Za-z0-9_.]{3,63}(?=\0)/g) ?? [];
  // A name that begins with this means one of TensorFlow's own ops, which LiteRT never has.
  return [...new Set(texts)].filter((text) => !text.startsWith('Flex')).toSorted();
}
