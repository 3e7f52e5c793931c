import * as v from 'valibot';
import { callGoogle, serviceAccountEmail } from './google-api.ts';

const EXCHANGE = 'https://firebaseappcheck.googleapis.com';
const CREDENTIALS = 'https://iamcredentials.googleapis.com';
const AUDIENCE = `${EXCHANGE}/google.firebase.appcheck.v1.TokenExchangeService`;

/** Lifetime of the signed custom token that is exchanged for an App Check token. */
const CUSTOM_TOKEN_SECONDS = 300;

/** A token is replaced this long before it expires. */
const MARGIN_MS = 5 * 60_000;

const exchanged = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  ttl: v.pipe(
    v.string(),
    v.regex(/^\d+(\.\d+)?s$/),
    v.transform((ttl) => Number.parseFloat(ttl) * 1000),
  ),
});

/**
 * Mints App Check tokens for one app and keeps each until it expires. firebase-admin makes the same two calls, but is 0.9 MB
 * of script; all of `warmUp` is 0.07 MB.
 *
 * @throws {GoogleApiError} if the account may not sign in its own name (it needs the role
 * `roles/iam.serviceAccountTokenCreator` on itself), or App Check does not know the app.
 */
export function createAppCheckTokens({
  project,
  appId,
}: {
  project: string;
  appId: string;
}): () => Promise<string> {
  let minting: Promise<string> | undefined;
  let until = Infinity;

  async function mint(): Promise<string> {
    const { token, ttl } = await callGoogle(
      `${EXCHANGE}/v1/projects/${project}/apps/${appId}:exchangeCustomToken`,
      { customToken: await customToken(appId) },
      exchanged,
    );
    until = performance.now() + ttl - MARGIN_MS;
    return token;
  }

  return () => {
    if (performance.now() >= until) minting = undefined;
    if (minting) return minting;
    until = Infinity;
    // Concurrent callers share one token; a failure is not kept.
    minting = mint();
    minting.catch(() => (minting = undefined));
    return minting;
  };
}

/** Returns a token, signed by the account that this runs as, that names the app. */
async function customToken(appId: string): Promise<string> {
  const email = await serviceAccountEmail();
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: email,
    sub: email,
    app_id: appId,
    aud: AUDIENCE,
    exp: iat + CUSTOM_TOKEN_SECONDS,
    iat,
  };
  const unsigned = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const { signedBlob } = await callGoogle(
    `${CREDENTIALS}/v1/projects/-/serviceAccounts/${email}:signBlob`,
    { payload: Buffer.from(unsigned).toString('base64') },
    v.object({ signedBlob: v.string() }),
  );
  return `${unsigned}.${Buffer.from(signedBlob, 'base64').toString('base64url')}`;
}
