import { expect, it } from 'vitest';
import { formatDuration, formatRange, parseDuration, parseRange } from './duration.ts';

it.each([
  ['300ms', 300],
  ['0.3s', 300],
  ['15m', 900_000],
  ['0ms', 0],
])('reads %s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

it.each(['300', '-5ms', 'fast', '1h', '1e3ms', ' 5ms', '99999999999ms', ''])(
  "takes '%s' for no duration",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(parseRange(text)).toBeUndefined();
  },
);

it('reads ranges, and one duration as a range', () => {
  expect(parseRange('500ms..2s')).toEqual({ min: 500, max: 2000 });
  expect(parseRange('15m')).toEqual({ min: 900_000, max: 900_000 });
  expect(['2s..1s', '1s..2s..3s', '..1s', '1s..'].map(parseRange)).toEqual(Array(4).fill(undefined));
});

it.each([
  [49.97, '50 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [2048, '2 s'],
  [1550, '1.6 s'],
  [900_000, '15 min'],
])('writes %d ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it('writes a range', () => {
  expect([formatRange({ min: 0, max: 900_000 }), formatRange({ min: 5, max: 5 })]).toEqual([
    '0 ms to 15 min',
    '5 ms',
  ]);
});
