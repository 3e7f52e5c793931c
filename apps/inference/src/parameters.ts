import { defineBoolean, defineInt, defineList, defineString } from 'firebase-functions/params';

// What a deployment may want otherwise than we do. The values stand in `config/.env`, or in
// `config/.env.<project>` for one project; the Firebase CLI reads them there. What each must be stands in
// `settings.ts`: with any other value nothing is deployed, and no process starts.

/** What `predict` is deployed as. The build reads it in `config/.env` alone. */
export const functionName = defineString('PREDICT_FUNCTION', { default: 'predict' });

export const region = defineString('PREDICT_REGION', { default: 'us-central1' });

export const timeoutSeconds = defineInt('PREDICT_TIMEOUT_SECONDS', { default: 60 });

/** Calls that one instance takes at a time. They are run one after the other, so more of them only wait for each other. */
export const concurrency = defineInt('PREDICT_CONCURRENCY', { default: 16 });

/** The bound on what a flood of calls can cost. */
export const maxInstances = defineInt('PREDICT_MAX_INSTANCES', { default: 10 });

/**
 * The most memory that all models may hold together, in MiB, without their engines. The least recently used model goes first.
 * 0 stands for as much as all models hold, up to a bound. The build reads it in `config/.env` alone, for the function's size.
 */
export const modelsMiB = defineInt('PREDICT_MODELS_MIB', { default: 0 });

/** Models that stay in memory once they are loaded, and that a warm-up loads. The build reads it in `config/.env` alone. */
export const pinned = defineList('PREDICT_PINNED', { default: [] });

/**
 * Which versions are uploaded: `all`, or `labeled`, which leaves out those of a labeled model that neither a label nor a call
 * that names no version leads to. The build reads it in `config/.env` alone.
 */
export const versions = defineString('PREDICT_VERSIONS', { default: 'all' });

/** How many of a hundred calls have a line in the log, drawn at random whatever came of them: so shares of errors stay right. */
export const logPercent = defineInt('PREDICT_LOG_PERCENT', { default: 100 });

/** The account that `predict` runs as, in full; empty: the platform's default one, which may do a great deal. */
export const serviceAccount = defineString('PREDICT_SERVICE_ACCOUNT', { default: '' });

/** The account that `warmUp` runs as, by which its calls are known; empty: the one that `predict` runs as. */
export const warmUpServiceAccount = defineString('WARM_UP_SERVICE_ACCOUNT', { default: '' });

export const requireAppCheck = defineBoolean('REQUIRE_APP_CHECK', { default: false });

export const requireSignIn = defineBoolean('REQUIRE_SIGN_IN', { default: false });

/**
 * Whether an App Check token is good for one call. Each call then asks App Check once more, and each caller needs a new
 * token for each (`limitedUseAppCheckTokens`).
 */
export const consumeAppCheckToken = defineBoolean('PREDICT_CONSUME_APP_CHECK_TOKEN', { default: false });

/**
 * The custom claim in a user's token that says which models the user may ask: names, or prefixes such as `shop-*`. Empty: every
 * caller may ask every model.
 */
export const accessClaim = defineString('PREDICT_ACCESS_CLAIM', { default: '' });
