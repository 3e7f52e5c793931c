import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { LitertError } from './litert-error.ts';
import { openSession } from './testing/open-session.ts';

const FLOAT_MODEL = join(import.meta.dirname, '../../../fixtures/conv/float.tflite');

it('leaves nothing in the memory of the library after runs that succeed or fail', async () => {
  const { session, signature, end } = await open();
  const data = new Float32Array(8 * 8 * 3);
  const image = { dtype: 'float32', shape: [1, 8, 8, 3], data } as const;
  for (let n = 0; n < 20; n++) session.run(signature, [image]);
  const before = end();
  for (let n = 0; n < 1000; n++) {
    session.run(signature, [image]);
    expect(() => session.run(signature, [])).toThrow('but received nothing');
  }
  expect(end()).toBe(before);
});

// V8 collects garbage according to the memory that instances have, not to what they use of it.
it('has little memory for a small model', async () => {
  const { session, signature, memoryBytes } = await open();
  const data = new Float32Array(8 * 8 * 3);
  session.run(signature, [{ dtype: 'float32', shape: [1, 8, 8, 3], data }]);
  expect(memoryBytes()).toBeLessThan(2 * 1024 * 1024);
});

it('does not change the process, and prints nothing', async () => {
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
  return openSession(await readFile(FLOAT_MODEL));
}
