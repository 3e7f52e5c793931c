import { expect, it } from 'vitest';
import { parseTimestamp } from './parse-timestamp.ts';

it.each([
  ['2026-11-02T09:30:00Z', Date.UTC(2026, 10, 2, 9, 30)],
  ['2026-11-02T09:30:00.123456789Z', Date.UTC(2026, 10, 2, 9, 30, 0, 123)],
  ['2026-11-02 09:30+01:00', Date.UTC(2026, 10, 2, 8, 30)],
  ['2026-11-02 09:30:00 UTC', Date.UTC(2026, 10, 2, 9, 30)],
  ['1793610600', 1_793_610_600_000],
  ['1793610600.25', 1_793_610_600_250],
  ['1793610600000', 1_793_610_600_000],
  ['0', 0],
])('reads %s', (text, at) => {
  expect(parseTimestamp(text)).toBe(at);
});

it.each([
  '',
  'yesterday',
  '-5',
  '1e9',
  'Infinity',
  '0x10',
  '2026-11-02',
  '2026-11-02T09:30:00',
  '2026-13-02T09:30:00Z',
  '9999999999999999',
])("does not read '%s' as a time", (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
