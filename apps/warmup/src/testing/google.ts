import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { vi } from 'vitest';

/** Request to one of Google's servers. */
export interface Asked {
  url: string;
  body: Record<string, unknown>;
  authorization: string | undefined;
  appCheck: string | undefined;
  identity: string | undefined;
}

type Answer = { status: number; body: unknown } | undefined;

/**
 * Replaces Google's servers, deployed functions included, on its own port. Requests to them come here; all others go to
 * their real address.
 *
 * @param answer returns undefined for an unexpected request; the metadata server's answers are built in.
 */
export async function standInForGoogle(
  answer: (asked: Asked) => Answer,
): Promise<AsyncDisposable & { asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => void respond(request, response));
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question = {
      url: String(request.headers['x-url']),
      body: JSON.parse((await textOf(request)) || '{}'),
      authorization: request.headers.authorization,
      appCheck: request.headers['x-firebase-appcheck']?.toString(),
      identity: request.headers['x-pilotlight-warm-up']?.toString(),
    };
    asked.push(question);
    const { status, body } = answer(question) ??
      fromMetadata(request, question.url) ?? { status: 404, body: 'nobody is here' };
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');

  const elsewhere = fetch;
  vi.stubGlobal('fetch', (input: string | URL, init: RequestInit = {}) => {
    const { hostname, href } = new URL(input);
    if (!/(^|\.)(googleapis\.com|google\.internal|cloudfunctions\.net)$/.test(hostname))
      return elsewhere(input, init);
    const headers = new Headers(init.headers);
    headers.set('x-url', href);
    return elsewhere(`http://127.0.0.1:${address.port}/`, { ...init, headers });
  });
  return {
    asked,
    async [Symbol.asyncDispose]() {
      vi.unstubAllGlobals();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const ACCESS_TOKEN = 'ya29.secret-access-token';
/** An identity token of three parts, like Google's. */
export const IDENTITY_TOKEN = 'secret-head.secret-claims.secret-signature';
export const EMAIL = '123-compute@developer.gserviceaccount.com';

function fromMetadata({ headers }: IncomingMessage, url: string): Answer {
  if (!url.startsWith('http://metadata.google.internal/')) return undefined;
  if (headers['metadata-flavor'] !== 'Google') return { status: 403, body: 'who asks?' };
  if (url.includes('/identity?')) return { status: 200, body: IDENTITY_TOKEN };
  if (url.endsWith('/email')) return { status: 200, body: EMAIL };
  return { status: 200, body: { access_token: ACCESS_TOKEN, expires_in: 3599, token_type: 'Bearer' } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
