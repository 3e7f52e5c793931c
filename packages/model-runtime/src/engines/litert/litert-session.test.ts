import { installedAsset } from '../../deployment/runtime-parts.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { LitertBindings } from './litert-bindings.ts';
import { LitertError } from './litert-error.ts';
import { compileLitert } from './litert-module.ts';
import { openLitertSession } from './litert-session.ts';

const FLOAT_MODEL = join(import.meta.dirname, '../../../fixtures/conv/float.tflite');

it('leaves nothing in the memory of the library, whether a run succeeds or fails', async () => {
  const { session, signature, bindings } = await open();
  const data = new Float32Array(8 * 8 * 3);
  const image = { dtype: 'float32', shape: [1, 8, 8, 3], data } as const;
  /** Where the library's allocator puts what is larger than any hole: it moves up with whatever is left behind. */
  const end = () => {
    const at = bindings._malloc(4_000_000);
    bindings._free(at);
    return at;
  };
  for (let n = 0; n < 20; n++) session.run(signature, [image]);
  const before = end();
  for (let n = 0; n < 1000; n++) {
    session.run(signature, [image]);
    expect(() => session.run(signature, [])).toThrow('was given nothing');
  }
  expect(end()).toBe(before);
});

it('leaves the process as it was, and says nothing', async () => {
  const globals = Object.getOwnPropertyNames(globalThis);
  const out = [
    vi.spyOn(process.stdout, 'write'),
    vi.spyOn(process.stderr, 'write'),
    vi.spyOn(console, 'log'),
    vi.spyOn(console, 'error'),
  ];
  const { session, signature } = await open();
  expect(() => session.run(signature, [])).toThrow(LitertError);
  for (const spy of out) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(globals);
});

async function open() {
  const module = await compileLitert(installedAsset);
  const instances: LitertBindings[] = [];
  const session = await openLitertSession(
    {
      async instantiate(log) {
        const instance = await module.instantiate(log);
        instances.push(instance);
        return instance;
      },
    },
    await readFile(FLOAT_MODEL),
  );
  const signature = session.signatures.get('serving_default');
  const [bindings] = instances;
  if (!signature || !bindings) throw new Error('the fixture has no such signature');
  return { session, signature, bindings };
}
