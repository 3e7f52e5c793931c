import { Cron } from 'croner';

const MONTH_DAYS = 30;
const MINUTES_A_DAY = 24 * 60;
const MINUTES_OF: ReadonlyMap<string, number> = new Map([
  ['minute', 1],
  ['hour', 60],
  ['day', MINUTES_A_DAY],
]);

/** Counts a schedule's runs in thirty days; returns undefined if it has neither of the forms that are counted. */
export function runsAMonth(schedule: string): number | undefined {
  const [, count = '1', unit = ''] = /^every (?:(\d+) )?([a-z]+?)s?$/.exec(schedule) ?? [];
  const minutes = MINUTES_OF.get(unit);
  if (minutes !== undefined) return (MONTH_DAYS * MINUTES_A_DAY) / (Number(count) * minutes);
  return runsOfCron(schedule);
}

function runsOfCron(pattern: string): number | undefined {
  let cron: Cron;
  try {
    // The time zone does not change their number.
    cron = new Cron(pattern, { mode: '5-part', utcOffset: 0 });
  } catch {
    return undefined;
  }
  const begin = Date.UTC(2026, 0, 1);
  const end = new Date(begin + MONTH_DAYS * MINUTES_A_DAY * 60_000);
  let runs = 0;
  for (let at = cron.nextRun(new Date(begin - 1)); at && at < end; at = cron.nextRun(at)) runs++;
  return runs;
}
