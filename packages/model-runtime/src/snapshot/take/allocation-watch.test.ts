import { expect, it } from 'vitest';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { watchAllocations } from './allocation-watch.ts';
import type { IndexCheck, Origin } from './watch-tfjs-kernels.ts';

const X = Buffer.from(Float32Array.of(1.5, -2).buffer);

function watched() {
  const memory = new webAssembly.Memory({ initial: 1 });
  const origins = new Map<number, Origin>();
  const checks: IndexCheck[] = [];
  const watch = watchAllocations(memory, {
    originOf: (address) => origins.get(address),
    takeChecks: () => checks.splice(0),
    listen: () => undefined,
  });
  return {
    origins,
    checks,
    write: (at: number, bytes: Uint8Array) => new Uint8Array(memory.buffer).set(bytes, at),
    /** Calls the module, which writes this many bytes. */
    call: (callee: string, args: number[], result?: number, work?: () => void) => {
      const writes = watch.onEnter(callee, args);
      work?.();
      watch.onLeave(callee, args, result);
      return writes;
    },
  };
}

it('tells inputs from constants that look like one', () => {
  const { call, write, origins } = watched();
  for (const at of [1024, 2048]) call('malloc', [8], at);
  origins.set(1024, { input: 'x' });
  origins.set(2048, 'given');
  for (const at of [1024, 2048]) write(at, X);
  expect(call('Add', [1, 2, 3])).toEqual([
    { at: 1024, input: 'x' },
    { at: 2048, bytes: X },
  ]);
  expect(call('Add', [1, 2, 3])).toEqual([]);
});

it('ignores what a kernel has written', () => {
  const { call, write } = watched();
  call('malloc', [8], 1024);
  expect(call('Relu', [1, 2], undefined, () => write(1024, X))).toEqual([]);
  expect(call('Relu', [2, 3])).toEqual([]);
});

it('follows a copy to its origin, and not to an input that looks the same', () => {
  const { call, write, origins } = watched();
  call('malloc', [8], 1024);
  origins.set(1024, 'given');
  write(1024, X);
  call('malloc', [8], 2048);
  call('ClipByValue', [1, 2], undefined, () => write(2048, X));
  call('malloc', [4], 3072);
  origins.set(3072, [{ from: 2048, rows: 1, length: 4, offset: 4, fromStep: 4, toStep: 4, to: 0 }]);
  write(3072, X.subarray(4));
  expect(call('Add', [3])).toEqual([{ at: 3072, from: 2048, offset: 4, length: 4 }]);
});

it('refuses what cannot be followed', () => {
  const { call, write } = watched();
  call('malloc', [8], 1024);
  write(1024, X);
  expect(() => call('Add', [1, 2, 3])).toThrow('TensorFlow.js rearranges elements in JavaScript');
});

it('records a copy before its source is freed', () => {
  const { call, write, origins } = watched();
  call('malloc', [8], 1024);
  call('Relu', [1, 2], undefined, () => write(1024, X));
  call('malloc', [8], 2048);
  origins.set(2048, [{ from: 1024, rows: 1, length: 8, offset: 0, fromStep: 8, toStep: 8, to: 0 }]);
  write(2048, X);
  expect(call('free', [1024])).toEqual([{ at: 2048, from: 1024, offset: 0, length: 8 }]);
});

it('records what is passed on the stack, and forgets what is freed or popped', () => {
  const { call, write } = watched();
  call('stackAlloc', [8], 512);
  write(512, Buffer.from('sizesize'));
  expect(call('MaxPool', [512])).toEqual([{ at: 512, bytes: Buffer.from('sizesize') }]);
  call('stackRestore', [520]);
  expect(call('MaxPool', [512])).toEqual([]);
  call('malloc', [8], 1024);
  call('free', [1024]);
  write(1024, X);
  expect(call('MaxPool', [1])).toEqual([]);
});

it('records a shape that has the same address as the shape of a scalar', () => {
  const { call, write } = watched();
  call('stackAlloc', [8], 512);
  write(512, Buffer.from('sizesize'));
  call('stackAlloc', [0], 512);
  expect(call('Add', [1, 512, 2, 2, 512, 0])).toContainEqual({ at: 512, bytes: Buffer.from('sizesize') });
});

it('follows rows of several tensors into one', () => {
  const { call, write, origins } = watched();
  call('malloc', [8], 2048);
  const rows = { rows: 1, length: 4, fromStep: 4, toStep: 8 };
  origins.set(2048, [
    { ...rows, from: 1024, to: 0 },
    { ...rows, from: 1028, to: 4 },
  ]);
  write(2048, X);
  expect(call('Relu', [3])).toEqual([
    { at: 2048, ...rows, from: 1024, to: 0 },
    { at: 2048, ...rows, from: 1028, to: 4 },
  ]);
});

it('records casts of elements and checks of indices before the module reads either', () => {
  const { call, write, origins, checks } = watched();
  call('malloc', [8], 1024);
  origins.set(1024, { from: 512, cast: ['float32', 'int32'], offset: 0, count: 2 });
  write(1024, X);
  checks.push({ at: 1024, count: 2, below: [7] });
  call('malloc', [8], 2048);
  expect(call('Gather', [1, 2])).toEqual([
    { at: 1024, from: 512, cast: ['float32', 'int32'], offset: 0, count: 2 },
    { at: 1024, count: 2, below: [7] },
  ]);
  expect(call('Gather', [1, 2])).toEqual([]);
});
