import { warmUpAudience } from '@pilotlight/protocol';
import * as logger from 'firebase-functions/logger';
import { askMetadata } from './metadata.ts';

/** The keys of Google's identity tokens (https://accounts.google.com/.well-known/openid-configuration). */
const KEYS = new URL('https://www.googleapis.com/oauth2/v3/certs');
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

const TIMEOUT_MS = 3000;

/** The longest token to verify; Google's have about 800 characters. */
const MAX_CHARACTERS = 4096;

let verifier: ReturnType<typeof createVerifier> | undefined;

export interface WarmUpCaller {
  project: string;
  /** The account that `warmUp` runs as; empty if it is this function's account. */
  account: string;
}

/**
 * True if a token proves that the project's own `warmUp` calls: Google signed it for this purpose and project, and for the
 * one account that `warmUp` runs as. A caller who can get such a token can act as that account anyway. False if the token
 * cannot be verified; the log says why.
 */
export async function isOwnWarmUp(token: unknown, { project, account }: WarmUpCaller): Promise<boolean> {
  // The emulator verifies no token, and has no metadata server to make one.
  if (process.env['FUNCTIONS_EMULATOR'] === 'true') return true;
  if (typeof token !== 'string' || token.length > MAX_CHARACTERS) return false;
  try {
    verifier ??= createVerifier(warmUpAudience(project));
    const { email, email_verified: isVerified } = await (await verifier)(token);
    return isVerified === true && typeof email === 'string' && email === (account || (await ownEmail()));
  } catch (error) {
    // jose's messages name the problem without the token.
    const why = error instanceof Error ? error.message : String(error);
    logger.info(`a warm-up did not prove that it is from this project: ${why}`);
    return false;
  }
}

/** Loads jose with the first token. Most calls have no token, and no user waits for those that have one. */
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

/** Returns the email of the account that this function runs as. */
async function ownEmail(): Promise<string> {
  email ??= await askMetadata('email');
  return email;
}
