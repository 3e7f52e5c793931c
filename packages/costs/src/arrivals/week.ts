import { HOURS_OF_WEEK } from '../time/units.ts';

/** Number of calls in each hour of the week, from Monday's first hour on. */
export type Week = readonly number[];

const hours = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => ({
  day: Math.floor(hour / 24),
  hour: hour % 24,
}));

/** The same at all hours. */
const STEADY = hours.map(() => 1);

/** Monday to Friday from nine to five, no calls at other times. */
const OFFICE_HOURS = hours.map(({ day, hour }) => (day < 5 && hour >= 9 && hour < 17 ? 1 : 0));

/** Phone use: most at four in the afternoon, least at four at night, half as much on weekends. */
const DAILY = hours.map(
  ({ day, hour }) => (1 - 0.9 * Math.cos(((hour - 4) / 12) * Math.PI)) * (day < 5 ? 1 : 0.5),
);

/** Patterns that calls can be generated from. */
export const PATTERN_NAMES = ['office-hours', 'daily', 'steady', 'bursts'] as const;

export type PatternName = (typeof PATTERN_NAMES)[number];

/** Bursts begin equally often at all hours. */
const PATTERNS: Record<PatternName, readonly number[]> = {
  'office-hours': OFFICE_HOURS,
  daily: DAILY,
  steady: STEADY,
  bursts: STEADY,
};

/**
 * Returns the week of a pattern.
 *
 * @param callsPerDay calls on a Monday.
 */
export function weekOf(pattern: PatternName, callsPerDay: number): Week {
  const weights = PATTERNS[pattern];
  const monday = weights.slice(0, 24).reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * callsPerDay) / monday);
}
