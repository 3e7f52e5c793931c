import type { Outcome } from '@pilotlight/costs';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** An hour of the week, with the share of its calls that was cold. */
export interface HourCell {
  day: string;
  hour: number;
  share: number;
}

/** Returns the hours that had a call. */
export function hourCells({ calls, coldCalls }: Outcome['week']): HourCell[] {
  return calls.flatMap((count, hourOfWeek) => {
    const day = DAYS[Math.floor(hourOfWeek / 24)];
    if (count === 0 || day === undefined) return [];
    return [{ day, hour: hourOfWeek % 24, share: (coldCalls[hourOfWeek] ?? 0) / count }];
  });
}
