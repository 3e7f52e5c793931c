import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { createOutputFinder } from './find-outputs.ts';

const y = { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) } as const;
const bytes = new Uint8Array(y.data.buffer);

function finding(outputs: NamedTensors, isTold: boolean) {
  const memory = new webAssembly.Memory({ initial: 1 });
  const told: ((address: number) => void)[] = [];
  const host = { listen: (onRead: (address: number) => void) => void told.push(onRead) };
  const finder = createOutputFinder(memory, outputs, isTold ? host : undefined);
  return { finder, told, write: (at: number) => new Uint8Array(memory.buffer).set(bytes, at) };
}

it('takes the last call that returns the address of an output, and not an input that looks the same', () => {
  const { finder, write } = finding({ y }, false);
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  write(64); // an input
  finder.onReturn({ index: 1 });
  write(128);
  finder.onReturn({ index: 2, given: { address: 128, of: 1 } });
  expect(finder.found()).toEqual([{ name: 'y', dtype: 'float32', shape: [2], at: { of: 1 }, after: 2 }]);
});

it('tells equal outputs apart by their order, and refuses outputs that are nowhere', () => {
  const { finder, write } = finding({ y, same: y }, false);
  expect(() => finder.found()).toThrow(`its output 'same' cannot be found in its engine's memory`);
  write(64);
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  expect(() => finder.found()).toThrow(`its output 'y' cannot be found in its engine's memory`);
  finder.onReturn({ index: 1, given: { address: 64, of: 1 } });
  expect(finder.found()).toMatchObject([
    { name: 'y', at: { of: 0 }, after: 0 },
    { name: 'same', at: { of: 1 }, after: 1 },
  ]);
});

it('looks for no copies: they are inputs, or at the place of another output', () => {
  const memory = new webAssembly.Memory({ initial: 1 });
  const outputs = { same: y, other: y, passed: y };
  const copies = { passed: { input: 'x' }, same: { output: 'other' } };
  const finder = createOutputFinder(memory, outputs, undefined, copies);
  new Uint8Array(memory.buffer).set(bytes, 64);
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  const form = { dtype: 'float32', shape: [2] };
  expect(finder.found()).toEqual([
    { name: 'same', ...form, at: { of: 0 }, after: 0 },
    { name: 'other', ...form, at: { of: 0 }, after: 0 },
    { name: 'passed', ...form, input: 'x' },
  ]);
});

it('takes what the host reads last, if it is told, and not the sizes that are read before', () => {
  const { finder, told } = finding({ a: y, b: y }, true);
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  finder.onReturn({ index: 1, given: { address: 128, of: 1 } });
  for (const address of [512, 128, 64]) told[0]?.(address);
  expect(finder.found()).toMatchObject([
    { name: 'a', at: { of: 1 }, after: 1 },
    { name: 'b', at: { of: 0 }, after: 1 },
  ]);
});

it('refuses outputs that the run has not made, such as weights', () => {
  const { finder, told } = finding({ y }, true);
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  told[0]?.(128);
  expect(() => finder.found()).toThrow(`its output 'y' cannot be found`);
});
