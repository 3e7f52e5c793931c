import { expect, it } from 'vitest';
import { wholeNumber } from './whole-number.ts';

it('reads whole numbers between their bounds', () => {
  expect(['1', '007', '123456789'].map(wholeNumber('count'))).toEqual([1, 7, 123456789]);
  expect(['0', '10'].map(wholeNumber('seed', { least: 0, most: 10 }))).toEqual([0, 10]);
});

it.each(['', ' ', '0', '-1', '1.5', '1e3', '0x10', 'many', '9007199254740993'])('refuses %j', (text) => {
  expect(() => wholeNumber('count')(text)).toThrow('A count is a whole number from 1 up.');
});

it('names the largest number', () => {
  const port = wholeNumber('port', { most: 65_535 });
  expect(() => port('65536')).toThrow('A port is a whole number from 1 to 65535.');
});
