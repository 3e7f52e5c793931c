/** The server that tells a machine of Google's who it is; the variable is that of Google's own libraries. */
const ACCOUNT = `http://${process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default`;

const TIMEOUT_MS = 3000;

/**
 * Asks for something of the account that this function runs as: `email`, `token`.
 *
 * @throws {Error} where there is no such server, or it does not say. Carries no token.
 */
export async function askMetadata(what: 'email' | 'token'): Promise<string> {
  const response = await fetch(`${ACCOUNT}/${what}`, {
    headers: { 'metadata-flavor': 'Google' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the metadata server answered ${response.status}`);
  return response.text();
}
