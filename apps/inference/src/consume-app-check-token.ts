import { askMetadata } from './metadata.ts';

const TIMEOUT_MS = 5000;

/** An access token is used until this long before its end. */
const MARGIN_MS = 60_000;

/**
 * Uses an App Check token up, one that firebase-functions has verified, and says whether it was used up before.
 * firebase-admin does it by the same two requests (`verifyToken` with `consume`), and has to be loaded for that.
 *
 * @throws {Error} where App Check does not say. Carries no token.
 */
export async function consumeAppCheckToken(token: unknown, project: string): Promise<boolean> {
  // The emulator verifies no token, and there is nobody who would count them.
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
      `App Check answered ${response.status} when it was asked whether a token was used before; the account that ` +
        'predict runs as needs the role roles/firebaseappcheck.tokenVerifier',
    );
  }
  const { alreadyConsumed = false }: { alreadyConsumed?: unknown } = JSON.parse(await response.text());
  // Whatever is not plainly unused is refused.
  return alreadyConsumed !== false;
}

let granted: { token: string; until: number } | undefined;

/** A token of the account that this function runs as. */
async function accessToken(): Promise<string> {
  if (granted && performance.now() < granted.until) return granted.token;
  const { token, seconds } = readGrant(await askMetadata('token'));
  granted = { token, until: performance.now() + seconds * 1000 - MARGIN_MS };
  return token;
}

/** The cause is not kept: it would carry a piece of what may be a token. */
function readGrant(text: string): { token: string; seconds: number } {
  try {
    const { access_token: token, expires_in: seconds }: { access_token: unknown; expires_in: unknown } =
      JSON.parse(text);
    if (typeof token === 'string' && typeof seconds === 'number') return { token, seconds };
  } catch {
    // Said below.
  }
  throw new Error('the metadata server gave something that is no token');
}
