import { warmUpAudience } from '@pilotlight/protocol';
import * as logger from 'firebase-functions/logger';

/** The keys that Google signs such tokens with (https://accounts.google.com/.well-known/openid-configuration). */
const KEYS = new URL('https://www.googleapis.com/oauth2/v3/certs');
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/** The server that tells a machine of Google's who it is; the variable is that of Google's own libraries. */
const EMAIL = `http://${process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default/email`;

const TIMEOUT_MS = 3000;

/** Google's have some 800. */
const MAX_CHARACTERS = 4096;

let verifier: ReturnType<typeof createVerifier> | undefined;

/**
 * Whether a token shows that the project's own `warmUp` calls: Google signed it, for this purpose and project, and for
 * the account that this function runs as too. Whoever can get such a token can do as that account anyway. False too
 * where that cannot be found out, and then the log says why.
 */
export async function isOwnWarmUp(token: unknown, project: string): Promise<boolean> {
  // The emulator verifies no token, and there is nobody who would give one out.
  if (process.env['FUNCTIONS_EMULATOR'] === 'true') return true;
  if (typeof token !== 'string' || token.length > MAX_CHARACTERS) return false;
  try {
    verifier ??= createVerifier(warmUpAudience(project));
    const { email, email_verified: isVerified } = await (await verifier)(token);
    return isVerified === true && typeof email === 'string' && email === (await ownEmail());
  } catch (error) {
    // jose's messages say what is wrong with a token, and do not repeat it.
    const why = error instanceof Error ? error.message : String(error);
    logger.info(`a warm-up did not show that it is this project's: ${why}`);
    return false;
  }
}

/** Loaded with the first token: most calls have none, and those that have one are not users who wait. */
async function createVerifier(audience: string) {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const keys = createRemoteJWKSet(KEYS, { timeoutDuration: TIMEOUT_MS });
  return async (token: string) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: ISSUERS,
      audience,
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
    });
    return payload;
  };
}

let email: string | undefined;

/** The account that this function runs as. */
async function ownEmail(): Promise<string> {
  if (email !== undefined) return email;
  const response = await fetch(EMAIL, {
    headers: { 'metadata-flavor': 'Google' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the metadata server answered ${response.status}`);
  email = await response.text();
  return email;
}
