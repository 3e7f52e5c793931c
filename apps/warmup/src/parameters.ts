import { defineInt, defineList, defineString } from 'firebase-functions/params';

// The parameters of `warmUp`. Their values are in `config/.env`, or in `config/.env.<project>` for one project; the
// Firebase CLI reads them there. `settings.ts` has the rules: any other value stops the deploy and the start of a process.
// docs/reference/parameters.md is made from these comments.

/** The name that `warmUp` is deployed under. The build reads it in `config/.env` alone. */
export const functionName = defineString('WARM_UP_FUNCTION', { default: 'warmUp' });

/** The region that `warmUp` runs in. */
export const region = defineString('WARM_UP_REGION', { default: 'us-central1' });

/**
 * When `warmUp` checks if it is time to ping: Unix cron, or App Engine's words such as "every 5 minutes". A check without a ping
 * costs almost nothing, and intervals are whole ticks, so it checks every minute.
 */
export const schedule = defineString('WARM_UP_SCHEDULE', { default: '* * * * *' });

/** The time zone of the schedule. */
export const timeZone = defineString('WARM_UP_TIME_ZONE', { default: 'Etc/UTC' });

/** Up to 20 callables to warm: the name of a function of this project, in `PREDICT_REGION`, or a whole address. */
export const targets = defineList('WARM_UP_TARGETS', { default: ['predict'] });

/** The region of targets that are given by name. */
export const targetRegion = defineString('PREDICT_REGION', { default: 'us-central1' });

/** Seconds that each of up to three attempts on a target may take: 1 to 60. A cold instance of a large model takes seconds. */
export const targetTimeoutSeconds = defineInt('WARM_UP_TARGET_TIMEOUT_SECONDS', { default: 30 });

/** The shortest interval between pings, in minutes, and the first one, before it has learned a longer one. 0: every tick. */
export const shortestMinutes = defineInt('WARM_UP_SHORTEST_MINUTES', { default: 1 });

/** The longest interval between pings, in minutes, even if instances live longer: at most 240. */
export const longestMinutes = defineInt('WARM_UP_LONGEST_MINUTES', { default: 60 });

/** The Firebase app for its App Check tokens, such as `1:23:web:45`, if the project requires App Check. Empty: none. */
export const appCheckAppId = defineString('WARM_UP_APP_CHECK_APP_ID', { default: '' });

/** The full address of the account that `warmUp` runs as, and that the schedule calls it as. Empty: the default account. */
export const serviceAccount = defineString('WARM_UP_SERVICE_ACCOUNT', { default: '' });
