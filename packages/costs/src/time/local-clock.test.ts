import { expect, it } from 'vitest';
import { createLocalClock } from './local-clock.ts';

it.each([
  ['UTC', '2026-11-02T00:00:00Z', 0],
  ['UTC', '2026-11-08T23:59:59Z', 167],
  ['Europe/Berlin', '2026-11-02T08:30:00Z', 9],
  ['America/New_York', '2026-11-02T02:00:00Z', 6 * 24 + 21],
  ['Asia/Kathmandu', '2026-11-02T00:14:00Z', 5],
  ['Asia/Kathmandu', '2026-11-02T00:15:00Z', 6],
])('tells the hour of the week in %s at %s', (timeZone, at, hour) => {
  expect(createLocalClock(timeZone)(Date.parse(at))).toBe(hour);
});

it('follows daylight saving time', () => {
  const clock = createLocalClock('Europe/Berlin');
  expect(clock(Date.parse('2026-03-29T00:59:59Z'))).toBe(6 * 24 + 1);
  expect(clock(Date.parse('2026-03-29T01:00:00Z'))).toBe(6 * 24 + 3);
});

it('names an unknown time zone', () => {
  expect(() => createLocalClock('Mars/Olympus')).toThrow("unknown time zone 'Mars/Olympus'");
});
