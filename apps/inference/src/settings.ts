import {
  functionName,
  listOf,
  ParametersError,
  readParameters,
  region,
  type Rule,
  serviceAccount,
  text,
  trueOrFalse,
  wholeNumber,
} from '@pilotlight/parameters';
import { MODEL_NAME_PATTERN } from '@pilotlight/protocol';
import * as parameters from './parameters.ts';

/** The file with the owner's settings. */
export const SETTINGS_FILE = 'apps/inference/config/.env';

/** Claims that Firebase, an identity provider or the user sets: users choose their own `name`. */
const RESERVED_CLAIMS = new Set(
  'acr amr at_hash aud auth_time azp cnf c_hash email email_verified exp firebase iat iss jti name nbf nonce phone_number picture sub uid user_id'.split(
    ' ',
  ),
);

const accessClaim: Rule<string> = {
  expected: 'the name of a custom claim that Firebase does not set itself, or empty',
  read: (claim) =>
    claim === '' || (/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(claim) && !RESERVED_CLAIMS.has(claim))
      ? claim
      : undefined,
};

/** Zero instances would mean no limit; the other limits are Cloud Run's. */
const RULES = {
  functionName,
  region,
  timeoutSeconds: wholeNumber(1, 3600, 'seconds'),
  concurrency: wholeNumber(1, 1000),
  maxInstances: wholeNumber(1, 1000),
  modelsMiB: wholeNumber(0, 32_768, 'MiB'),
  pinned: listOf('a list of up to 100 names of models', { pattern: MODEL_NAME_PATTERN, least: 0, most: 100 }),
  versions: text('all or labeled', /^(?:all|labeled)$/),
  logPercent: wholeNumber(0, 100, 'percent of calls'),
  serviceAccount,
  warmUpServiceAccount: serviceAccount,
  requireAppCheck: trueOrFalse,
  requireSignIn: trueOrFalse,
  consumeAppCheckToken: trueOrFalse,
  accessClaim,
};

/**
 * Reads all settings of a deployment. The platform uses some of them, not this process; an unclear value there is a
 * mistake too.
 *
 * @throws {ParametersError} for a value that is not allowed, and for two that contradict each other.
 */
export function readSettings(env: NodeJS.ProcessEnv) {
  const settings = readParameters(parameters, RULES, { env, file: SETTINGS_FILE });
  const problems: string[] = [];
  if (settings.consumeAppCheckToken && !settings.requireAppCheck) {
    problems.push(
      'PREDICT_CONSUME_APP_CHECK_TOKEN is true, but has no effect unless REQUIRE_APP_CHECK is true',
    );
  }
  if (settings.accessClaim !== '' && !settings.requireSignIn) {
    problems.push(
      'PREDICT_ACCESS_CLAIM is set, but REQUIRE_SIGN_IN is not true: every call would be refused',
    );
  }
  const asksForTokens = settings.requireAppCheck || settings.requireSignIn;
  if (asksForTokens && settings.serviceAccount !== '' && settings.warmUpServiceAccount === '') {
    problems.push(
      'PREDICT_SERVICE_ACCOUNT is set, but WARM_UP_SERVICE_ACCOUNT is not: every warm-up would be refused',
    );
  }
  if (problems.length > 0) throw new ParametersError(problems, SETTINGS_FILE);
  return settings;
}
