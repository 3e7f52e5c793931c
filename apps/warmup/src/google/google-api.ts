import * as v from 'valibot';
import { readBounded } from '../read-bounded.ts';

const MAX_ANSWER_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** The metadata server, which tells a Google machine its identity. Google's own libraries read the same variable. */
const METADATA = `http://${process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default`;

/** Failure of a call to a Google API. It holds no token. */
class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';
  /** The HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Returns the e-mail address of the account that this runs as. @throws {GoogleApiError} */
export async function serviceAccountEmail(): Promise<string> {
  return ask(`${METADATA}/email`, { headers: { 'metadata-flavor': 'Google' } });
}

/**
 * Returns an identity token, signed by Google, of the account that this runs as, for one audience.
 *
 * @throws {GoogleApiError} @throws {TypeError} for an answer that is not such a token.
 */
export async function identityToken(audience: string): Promise<string> {
  // The full format includes the account's address.
  const query = new URLSearchParams({ audience, format: 'full' });
  const token = await ask(`${METADATA}/identity?${query.toString()}`, {
    headers: { 'metadata-flavor': 'Google' },
  });
  // It is sent in a header, so it must be a token.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new TypeError('the metadata server returned no token');
  return token;
}

/**
 * Posts to a Google API as the account that this runs as.
 *
 * @throws {GoogleApiError} if the API refuses, cannot be reached, or its answer does not match the schema.
 */
export async function callGoogle<Schema extends v.GenericSchema>(
  url: string,
  body: object,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const granted = await ask(`${METADATA}/token`, { headers: { 'metadata-flavor': 'Google' } });
  const { access_token: token } = read(granted, v.object({ access_token: v.string() }), METADATA);
  const text = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return read(text, schema, url);
}

/** Parses an answer. The error has no cause: it could hold a part of the answer, which may be a token. */
function read<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
  url: string,
): v.InferOutput<Schema> {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = undefined;
  }
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  throw new GoogleApiError(`${url}: unexpected answer`, 200);
}

async function ask(url: string, init: RequestInit): Promise<string> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    text = await readBounded(response, MAX_ANSWER_BYTES);
  } catch (cause) {
    throw new GoogleApiError(`${url}: no answer`, undefined, { cause });
  }
  if (status === 200) return text;
  throw new GoogleApiError(`${url}: it answered ${status}: ${text.slice(0, 500)}`, status);
}
