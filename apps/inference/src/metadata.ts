/** The metadata server, which tells a Google machine its identity. Google's own libraries read the same variable. */
const ACCOUNT = `http://${process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default`;

const TIMEOUT_MS = 3000;

/**
 * Requests the email or a token of the account that this function runs as.
 *
 * @throws {Error} if there is no metadata server, or it refuses. The error holds no token.
 */
export async function askMetadata(what: 'email' | 'token'): Promise<string> {
  const response = await fetch(`${ACCOUNT}/${what}`, {
    headers: { 'metadata-flavor': 'Google' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the metadata server answered ${response.status}`);
  return response.text();
}
