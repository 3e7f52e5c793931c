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

/** Where an owner writes them. */
export const SETTINGS_FILE = 'apps/inference/config/.env';

/** Claims that Firebase or an identity provider sets, or the user: `name` is what somebody calls himself. */
const RESERVED_CLAIMS = new Set(
  'acr amr at_hash aud auth_time azp cnf c_hash email email_verified exp firebase iat iss jti name nbf nonce phone_number picture sub uid user_id'.split(
    ' ',
  ),
);

const accessClaim: Rule<string> = {
  expected: 'the name of a custom claim, which Firebase sets for nobody by itself, or empty',
  read: (claim) =>
    claim === '' || (/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(claim) && !RESERVED_CLAIMS.has(claim))
      ? claim
      : undefined,
};

/** Zero instances would mean as many as the platform has, and Cloud Run takes no more of the others. */
const RULES = {
  functionName,
  region,
  timeoutSeconds: wholeNumber(1, 3600, 'seconds'),
  concurrency: wholeNumber(1, 1000),
  maxInstances: wholeNumber(1, 1000),
  modelsMiB: wholeNumber(0, 32_768, 'MiB'),
  pinned: listOf('a list of up to 100 names of models', { pattern: MODEL_NAME_PATTERN, least: 0, most: 100 }),
  versions: text('all or labeled', /^(?:all|labeled)$/),
  logPercent: wholeNumber(0, 100, 'of a hundred calls'),
  serviceAccount,
  warmUpServiceAccount: serviceAccount,
  requireAppCheck: trueOrFalse,
  requireSignIn: trueOrFalse,
  consumeAppCheckToken: trueOrFalse,
  accessClaim,
};

/**
 * Reads what a deployment has set, all of it: what the platform was asked for is not used by this process, but a value
 * there that is not clear says that nobody looked at it.
 *
 * @throws {ParametersError} for a value that is not one of those allowed, and for two that contradict each other.
 */
export function readSettings(env: NodeJS.ProcessEnv) {
  const settings = readParameters(parameters, RULES, { env, file: SETTINGS_FILE });
  const problems: string[] = [];
  if (settings.consumeAppCheckToken && !settings.requireAppCheck) {
    problems.push(
      'PREDICT_CONSUME_APP_CHECK_TOKEN is true, and protects nothing unless REQUIRE_APP_CHECK is',
    );
  }
  if (settings.accessClaim !== '' && !settings.requireSignIn) {
    problems.push('PREDICT_ACCESS_CLAIM is set, and REQUIRE_SIGN_IN is not true: nobody could ask anything');
  }
  const asksForTokens = settings.requireAppCheck || settings.requireSignIn;
  if (asksForTokens && settings.serviceAccount !== '' && settings.warmUpServiceAccount === '') {
    problems.push(
      'PREDICT_SERVICE_ACCOUNT is set and WARM_UP_SERVICE_ACCOUNT is not: a warm-up would not be known, and refused',
    );
  }
  if (problems.length > 0) throw new ParametersError(problems, SETTINGS_FILE);
  return settings;
}
