import { defineBoolean, defineInt, defineList, defineString } from 'firebase-functions/params';

// The parameters of `predict`. Their values are in `config/.env`, or in `config/.env.<project>` for one project; the
// Firebase CLI reads them there. `settings.ts` has the rules: any other value stops the deploy and the start of a process.
// docs/reference/parameters.md is made from these comments.

/** The name that `predict` is deployed under. The build reads it in `config/.env` alone. */
export const functionName = defineString('PREDICT_FUNCTION', { default: 'predict' });

/** The region that `predict` runs in. */
export const region = defineString('PREDICT_REGION', { default: 'us-central1' });

/** The time limit of a call, in seconds: 1 to 3600. */
export const timeoutSeconds = defineInt('PREDICT_TIMEOUT_SECONDS', { default: 60 });

/** Calls that one instance accepts at a time: 1 to 1000. It runs one after the other, so more of them only wait longer. */
export const concurrency = defineInt('PREDICT_CONCURRENCY', { default: 16 });

/** The most instances: 1 to 1000. It bounds what a flood of calls can cost. */
export const maxInstances = defineInt('PREDICT_MAX_INSTANCES', { default: 10 });

/**
 * The most memory that all models may hold together, in MiB, without their engines: 0 to 32768. The least recently used model
 * is released first. 0 means as much as all models hold, up to 512. The build reads it in `config/.env` alone, for the
 * function's size.
 */
export const modelsMiB = defineInt('PREDICT_MODELS_MIB', { default: 0 });

/**
 * Up to 100 models that stay in memory once they are loaded, and that a warm-up loads. The build reads it in `config/.env`
 * alone.
 */
export const pinned = defineList('PREDICT_PINNED', { default: [] });

/**
 * The versions to upload: `all`, or `labeled`. `labeled` leaves out those versions of a labeled model that no label and no call
 * without a version can reach. The build reads it in `config/.env` alone.
 */
export const versions = defineString('PREDICT_VERSIONS', { default: 'all' });

/** The percentage of calls to log: 0 to 100. They are drawn at random, independent of their outcome, so error rates stay correct. */
export const logPercent = defineInt('PREDICT_LOG_PERCENT', { default: 100 });

/** The full address of the account that `predict` runs as. Empty: the platform's default account, which has many rights. */
export const serviceAccount = defineString('PREDICT_SERVICE_ACCOUNT', { default: '' });

/**
 * The full address of the account that `warmUp` runs as. `predict` recognizes its calls by it. Empty: the account that
 * `predict` runs as.
 */
export const warmUpServiceAccount = defineString('WARM_UP_SERVICE_ACCOUNT', { default: '' });

/** True if `predict` refuses calls without a valid App Check token. */
export const requireAppCheck = defineBoolean('REQUIRE_APP_CHECK', { default: false });

/** True if `predict` refuses calls of users who are not signed in. */
export const requireSignIn = defineBoolean('REQUIRE_SIGN_IN', { default: false });

/**
 * True if each App Check token is good for one call. Each call then makes one more request to App Check, and
 * needs a new token (`limitedUseAppCheckTokens`).
 */
export const consumeAppCheckToken = defineBoolean('PREDICT_CONSUME_APP_CHECK_TOKEN', { default: false });

/**
 * The custom claim of a user's token that lists the models that the user may call: names, or prefixes such as `shop-*`. Empty:
 * every caller may call every model.
 */
export const accessClaim = defineString('PREDICT_ACCESS_CLAIM', { default: '' });
