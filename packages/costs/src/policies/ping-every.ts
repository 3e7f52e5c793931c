import { type Policy, type Schedule, WARM_UP_SETTINGS } from './policy.ts';

const EVER: Pick<Schedule, 'isOpen'> = { isOpen: () => true };

/** Pings at every tick, day and night. */
export function pingEvery(minutes: number): Policy {
  return {
    name: `ping-${minutes}-min`,
    title: `a ping every ${everyMinutes(minutes)}`,
    setUp: atEveryTick(minutes, '* * * *'),
    minInstances: 0,
    schedule: { everyMinutes: minutes, ...EVER },
    createWarmUp: () => ({ isDue: () => true }),
  };
}

/** Monday to Friday from eight to six: one hour more than office hours at each end. */
export const BUSINESS_HOURS: Pick<Schedule, 'isOpen'> = {
  isOpen: (hourOfWeek) => hourOfWeek < 5 * 24 && hourOfWeek % 24 >= 8 && hourOfWeek % 24 < 18,
};

/** Pings at every tick of {@link BUSINESS_HOURS}. */
export function pingInBusinessHours(minutes: number): Policy {
  return {
    ...pingEvery(minutes),
    name: `ping-${minutes}-min-business-hours`,
    title: `a ping every ${everyMinutes(minutes)} in business hours`,
    setUp: `${atEveryTick(minutes, '8-17 * * 1-5')}, and WARM_UP_TIME_ZONE to the time zone of the users`,
    schedule: { everyMinutes: minutes, ...BUSINESS_HOURS },
  };
}

function everyMinutes(minutes: number): string {
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}

/** Returns the settings that make `warmUp` ping at fixed times, without learning. */
function atEveryTick(minutes: number, hours: string): string {
  const cron = `${minutes === 1 ? '*' : `*/${minutes}`} ${hours}`;
  return `set WARM_UP_SCHEDULE="${cron}", WARM_UP_SHORTEST_MINUTES=0 and WARM_UP_LONGEST_MINUTES=0 in ${WARM_UP_SETTINGS}`;
}
