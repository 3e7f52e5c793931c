import { defineInt, defineList, defineString } from 'firebase-functions/params';

// What a deployment may want otherwise than we do. The values stand in `config/.env`, or in
// `config/.env.<project>` for one project; the Firebase CLI reads them there.

export const region = defineString('WARM_UP_REGION', { default: 'us-central1' });

/** Unix cron, or App Engine's words such as "every 10 minutes". */
export const schedule = defineString('WARM_UP_SCHEDULE', { default: 'every 10 minutes' });

export const timeZone = defineString('WARM_UP_TIME_ZONE', { default: 'Etc/UTC' });

/** Which callables to warm: a function's name (in this project, in `PREDICT_REGION`) or a whole address. */
export const targets = defineList('WARM_UP_TARGETS', { default: ['predict'] });

/** Where a target that is given by name runs. */
export const targetRegion = defineString('PREDICT_REGION', { default: 'us-central1' });

/** How long one target may take to answer; a cold instance of a large model takes seconds. */
export const targetTimeoutSeconds = defineInt('WARM_UP_TARGET_TIMEOUT_SECONDS', { default: 30 });
