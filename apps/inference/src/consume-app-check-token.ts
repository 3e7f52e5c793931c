import { askMetadata } from './metadata.ts';

const TIMEOUT_MS = 5000;

/** An access token is replaced this long before it expires. */
const MARGIN_MS = 60_000;

/**
 * Consumes an App Check token that firebase-functions has verified, and returns true if it was used before. firebase-admin
 * makes the same two requests (`verifyToken` with `consume`), but would have to be loaded.
 *
 * @throws {Error} if App Check does not answer that. The error holds no token.
 */
export async function consumeAppCheckToken(token: unknown, project: string): Promise<boolean> {
  // The emulator verifies no token, and has no App Check.
  if (process.env['FUNCTIONS_EMULATOR'] === 'true') return false;
  const response = await fetch(
    `https://firebaseappcheck.googleapis.com/v1beta/projects/${project}:verifyAppCheckToken`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await accessToken()}` },
      body: JSON.stringify({ app_check_token: token }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    },
  );
  if (!response.ok) {
    throw new Error(
      `App Check answered ${response.status} to a request to consume a token; the account that ` +
        'predict runs as needs the role roles/firebaseappcheck.tokenVerifier',
    );
  }
  const { alreadyConsumed = false }: { alreadyConsumed?: unknown } = JSON.parse(await response.text());
  // Only a token that is clearly unused is accepted.
  return alreadyConsumed !== false;
}

let granted: { token: string; until: number } | undefined;

/** Returns an access token of the account that this function runs as. */
async function accessToken(): Promise<string> {
  if (granted && performance.now() < granted.until) return granted.token;
  const { token, seconds } = readGrant(await askMetadata('token'));
  granted = { token, until: performance.now() + seconds * 1000 - MARGIN_MS };
  return token;
}

/** Reads a token and its lifetime. The error has no cause, which could hold a part of a token. */
function readGrant(text: string): { token: string; seconds: number } {
  try {
    const { access_token: token, expires_in: seconds }: { access_token: unknown; expires_in: unknown } =
      JSON.parse(text);
    if (typeof token === 'string' && typeof seconds === 'number') return { token, seconds };
  } catch {
    // The error below reports it.
  }
  throw new Error('the metadata server returned no token');
}
