import { expect, it } from 'vitest';
import { asPercent, toPart, toShare } from './share.ts';

it('reads percent and plain shares', () => {
  expect(['0.2%', '0.2 %', '0.002', '0', '100%'].map(toShare)).toEqual([0.002, 0.002, 0.002, 0, 1]);
});

it.each(['', '%', '-1%', '101%', '2', 'a little'])('refuses %j', (text) => {
  expect(() => toShare(text)).toThrow('such as 0.2%');
});

it('refuses 0% and 100% as a part', () => {
  expect(toPart('40%')).toBe(0.4);
  for (const text of ['0', '0.0%', '1', '100%']) expect(() => toPart(text)).toThrow('between 0% and 100%');
});

it('formats a share as it was read', () => {
  expect(['29%', '50.001%', '0.2%', '100%'].map((text) => asPercent(toShare(text)))).toEqual([
    '29%',
    '50.001%',
    '0.2%',
    '100%',
  ]);
});
