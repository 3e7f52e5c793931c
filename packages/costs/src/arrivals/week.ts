import { HOURS_OF_WEEK } from '../time/units.ts';

/** How the calls of a week are spread over its hours: calls in each, from Monday's first on. */
export type Week = readonly number[];

const hours = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => ({
  day: Math.floor(hour / 24),
  hour: hour % 24,
}));

/** At all hours alike. */
const STEADY = hours.map(() => 1);

/** Monday to Friday from nine to five, and no call at any other time. */
const OFFICE_HOURS = hours.map(({ day, hour }) => (day < 5 && hour >= 9 && hour < 17 ? 1 : 0));

/** What people do with their telephones: most at four in the afternoon, least at four at night, half on weekends. */
const DAILY = hours.map(
  ({ day, hour }) => (1 - 0.9 * Math.cos(((hour - 4) / 12) * Math.PI)) * (day < 5 ? 1 : 0.5),
);

/** The patterns that calls can be made up by. */
export const PATTERN_NAMES = ['office-hours', 'daily', 'steady', 'bursts'] as const;

export type PatternName = (typeof PATTERN_NAMES)[number];

/** Bursts begin at all hours alike. */
const PATTERNS: Record<PatternName, readonly number[]> = {
  'office-hours': OFFICE_HOURS,
  daily: DAILY,
  steady: STEADY,
  bursts: STEADY,
};

/** @param callsPerDay on a Monday. */
export function weekOf(pattern: PatternName, callsPerDay: number): Week {
  const weights = PATTERNS[pattern];
  const monday = weights.slice(0, 24).reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * callsPerDay) / monday);
}
