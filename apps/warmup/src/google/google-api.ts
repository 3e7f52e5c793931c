import * as v from 'valibot';
import { readBounded } from '../read-bounded.ts';

const MAX_ANSWER_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** The server that tells a machine of Google's who it is; the variable is that of Google's own libraries. */
const METADATA = `http://${process.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default`;

/** An API of Google's that refused, or could not be asked. Carries no token. */
class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';
  /** Undefined where there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The e-mail address of the account that this runs as. @throws {GoogleApiError} */
export async function serviceAccountEmail(): Promise<string> {
  return ask(`${METADATA}/email`, { headers: { 'metadata-flavor': 'Google' } });
}

/**
 * A token that shows to one audience which account this runs as, signed by Google.
 *
 * @throws {GoogleApiError} @throws {TypeError} for something that is no such token.
 */
export async function identityToken(audience: string): Promise<string> {
  // The full form has the account's address in it.
  const query = new URLSearchParams({ audience, format: 'full' });
  const token = await ask(`${METADATA}/identity?${query.toString()}`, {
    headers: { 'metadata-flavor': 'Google' },
  });
  // What is sent on as a header must be one.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
    throw new TypeError('the metadata server gave something that is no token');
  return token;
}

/**
 * Posts to an API of Google's, in the name of the account that this runs as.
 *
 * @throws {GoogleApiError} where it refuses, cannot be asked, or answers something else than what the schema says.
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

/** The causes are not kept: they would carry a piece of the answer, and the answer may be a token. */
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
  throw new GoogleApiError(`${url}: an answer that was not expected`, 200);
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
