import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import type { CopiedFrom } from '../../engines/engine.ts';
import { createOutputFinder } from './find-outputs.ts';

const y = { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) } as const;

function finding(outputs: NamedTensors, copies?: Record<string, CopiedFrom>) {
  const told: ((address: number) => void)[] = [];
  const watch = { listen: (onRead: (address: number) => void) => void told.push(onRead) };
  const finder = createOutputFinder(outputs, watch, copies);
  const read = (...addresses: number[]) => addresses.forEach((address) => told[0]?.(address));
  return { finder, read };
}

it('takes what the host reads last, and not the sizes that are read before', () => {
  const { finder, read } = finding({ a: y, b: y });
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  finder.onReturn({ index: 1, given: { address: 128, of: 1 } });
  read(512, 128, 64);
  expect(finder.found()).toEqual([
    { name: 'a', dtype: 'float32', shape: [2], at: { of: 1 }, after: 1 },
    { name: 'b', dtype: 'float32', shape: [2], at: { of: 0 }, after: 1 },
  ]);
});

it('takes the last number of an address, and the last call before the read', () => {
  const { finder, read } = finding({ y });
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  finder.onReturn({ index: 1, given: { address: 64, of: 1 } });
  finder.onReturn({ index: 2 });
  read(64);
  finder.onReturn({ index: 3 });
  expect(finder.found()).toMatchObject([{ name: 'y', at: { of: 1 }, after: 2 }]);
});

it('expects no read of copies: they are inputs, or at the place of another output', () => {
  const outputs = { same: y, other: y, passed: y };
  const { finder, read } = finding(outputs, { passed: { input: 'x' }, same: { output: 'other' } });
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  read(64);
  const form = { dtype: 'float32', shape: [2] };
  expect(finder.found()).toEqual([
    { name: 'same', ...form, at: { of: 0 }, after: 0 },
    { name: 'other', ...form, at: { of: 0 }, after: 0 },
    { name: 'passed', ...form, input: 'x' },
  ]);
});

it.each<[string, number[]]>([
  ['are not read', []],
  ['are not all read', [64]],
  ['the run has not made, such as weights', [64, 128]],
])('refuses outputs that %s', (_, addresses) => {
  const { finder, read } = finding({ x: y, y });
  finder.onReturn({ index: 0, given: { address: 64, of: 0 } });
  read(...addresses);
  expect(() => finder.found()).toThrow(`cannot be found in its engine's memory`);
});
