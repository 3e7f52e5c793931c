import { expect, it } from 'vitest';
import { runsAMonth } from './runs-a-month.ts';

it.each([
  ['every 10 minutes', 4320],
  ['every 2 hours', 360],
  ['every day', 30],
  ['*/5 * * * *', 8640],
  ['* * * * *', 43_200],
  // The thirty days from January 1, 2026, a Thursday, have twenty-two working days.
  ['*/10 8-17 * * 1-5', 22 * 10 * 6],
  ['0 9 1 * *', 1],
  ['2nd monday of month 09:00', undefined],
  ['every now and then', undefined],
])('counts the runs of “%s”', (schedule, runs) => {
  expect(runsAMonth(schedule)).toBe(runs);
});
