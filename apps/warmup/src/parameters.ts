import { defineInt, defineList, defineString } from 'firebase-functions/params';

// What a deployment may want otherwise than we do. The values stand in `config/.env`, or in
// `config/.env.<project>` for one project; the Firebase CLI reads them there. What each must be stands in
// `settings.ts`: with any other value nothing is deployed, and no process starts.

/** What `warmUp` is deployed as. The build reads it in `config/.env` alone. */
export const functionName = defineString('WARM_UP_FUNCTION', { default: 'warmUp' });

export const region = defineString('WARM_UP_REGION', { default: 'us-central1' });

/**
 * When to look whether it is time to ping: Unix cron, or App Engine's words such as "every 5 minutes". A tick at which
 * it is not costs next to nothing, and intervals are whole ticks: hence every minute.
 */
export const schedule = defineString('WARM_UP_SCHEDULE', { default: '* * * * *' });

export const timeZone = defineString('WARM_UP_TIME_ZONE', { default: 'Etc/UTC' });

/** Which callables to warm: a function's name (in this project, in `PREDICT_REGION`) or a whole address. */
export const targets = defineList('WARM_UP_TARGETS', { default: ['predict'] });

/** Where a target that is given by name runs. */
export const targetRegion = defineString('PREDICT_REGION', { default: 'us-central1' });

/** How long one call of a target may take; a cold instance of a large model takes seconds. 1 to 60. */
export const targetTimeoutSeconds = defineInt('WARM_UP_TARGET_TIMEOUT_SECONDS', { default: 30 });

/** It pings no more often than this, and this often until it has learned that it need not. 0: at every tick. */
export const shortestMinutes = defineInt('WARM_UP_SHORTEST_MINUTES', { default: 1 });

/** It pings no more rarely than this, however long instances live. At most 240. */
export const longestMinutes = defineInt('WARM_UP_LONGEST_MINUTES', { default: 60 });

/** The Firebase app in whose name it asks where the project requires App Check, such as `1:23:web:45`; else empty. */
export const appCheckAppId = defineString('WARM_UP_APP_CHECK_APP_ID', { default: '' });

/** The account that `warmUp` runs as, and the schedule calls it as, in full; empty: the platform's default one. */
export const serviceAccount = defineString('WARM_UP_SERVICE_ACCOUNT', { default: '' });
