import type { MemoryOption } from 'firebase-functions/options';
import { defineBoolean, defineInt, defineString } from 'firebase-functions/params';

// What a deployment may want otherwise than we do. The values stand in `config/.env`, or in
// `config/.env.<project>` for one project; the Firebase CLI reads them there.

export const region = defineString('PREDICT_REGION', { default: 'us-central1' });

/** Written in by the build: the smallest size that holds the models that are deployed, by what they were measured to need. */
declare const MEMORY: MemoryOption;
export const memory = MEMORY;

/**
 * Written in by the build: the fewest processors that Cloud Run gives that much memory to, as one call runs at a time.
 * Less than a whole one would rule out concurrency and lengthen every cold start.
 */
declare const CPU: number;
export const cpu = CPU;

/** Holds too where nobody sets the parameter, as in a container of one's own. */
export const DEFAULT_TIMEOUT_SECONDS = 60;

export const timeoutSeconds = defineInt('PREDICT_TIMEOUT_SECONDS', { default: DEFAULT_TIMEOUT_SECONDS });

/** Calls that one instance takes at a time. They are run one after the other, so more of them only wait for each other. */
export const concurrency = defineInt('PREDICT_CONCURRENCY', { default: 16 });

/** The bound on what a flood of calls can cost. */
export const maxInstances = defineInt('PREDICT_MAX_INSTANCES', { default: 10 });

export const requireAppCheck = defineBoolean('REQUIRE_APP_CHECK', { default: false });

export const requireSignIn = defineBoolean('REQUIRE_SIGN_IN', { default: false });
