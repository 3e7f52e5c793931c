import type { Range } from '@pilotlight/costs';

const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;

/** Reads `300ms`, `1.5s` or `15m`. Returns milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unit === 'ms' || unit === 's' ? UNITS[unit] : UNITS.m);
}

/** Reads `500ms..2s`, or one duration for both ends. Returns undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  const [low = '', high = low, ...more] = text.split('..');
  const [min, max] = [parseDuration(low), parseDuration(high)];
  if (more.length > 0 || min === undefined || max === undefined || min > max) return undefined;
  return { min, max };
}

/** Formats a duration with few digits: `50 ms`, `1.2 s`, `15 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`;
  return `${Number((milliseconds / 60_000).toFixed(1))} min`;
}

export function formatRange({ min, max }: Range): string {
  return min === max ? formatDuration(min) : `${formatDuration(min)} to ${formatDuration(max)}`;
}
