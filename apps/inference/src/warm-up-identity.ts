import { warmUpAudience } from '@pilotlight/protocol';
import * as logger from 'firebase-functions/logger';
import { askMetadata } from './metadata.ts';

/** The keys that Google signs such tokens with (https://accounts.google.com/.well-known/openid-configuration). */
const KEYS = new URL('https://www.googleapis.com/oauth2/v3/certs');
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

const TIMEOUT_MS = 3000;

/** Google's have some 800. */
const MAX_CHARACTERS = 4096;

let verifier: ReturnType<typeof createVerifier> | undefined;

export interface WarmUpCaller {
  project: string;
  /** The account that `warmUp` runs as; empty where that is the one that this function runs as too. */
  account: string;
}

/**
 * Whether a token shows that the project's own `warmUp` calls: Google signed it, for this purpose and project, and for
 * the account that `warmUp` runs as, which is one alone. Whoever can get such a token can do as that account anyway.
 * False too where that cannot be found out, and then the log says why.
 */
export async function isOwnWarmUp(token: unknown, { project, account }: WarmUpCaller): Promise<boolean> {
  // The emulator verifies no token, and there is nobody who would give one out.
  if (process.env['FUNCTIONS_EMULATOR'] === 'true') return true;
  if (typeof token !== 'string' || token.length > MAX_CHARACTERS) return false;
  try {
    verifier ??= createVerifier(warmUpAudience(project));
    const { email, email_verified: isVerified } = await (await verifier)(token);
    return isVerified === true && typeof email === 'string' && email === (account || (await ownEmail()));
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
  email ??= await askMetadata('email');
  return email;
}
