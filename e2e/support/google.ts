import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Replaces the Google servers that functions call: logging, App Check, identity and public keys. */
export interface Google extends AsyncDisposable {
  /** Environment that makes a process call this server as if it ran on Google's machines. */
  env: NodeJS.ProcessEnv;
}

const ACCOUNT = 'account@demo-pilotlight.iam.gserviceaccount.com';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

function tokenOf(claims: object): string {
  const unsigned = [{ alg: 'RS256', typ: 'JWT', kid: '1' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
}

/** Returns the identity token that Google gives a function's account for this audience. */
export function identityOf(audience: string, email = ACCOUNT): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return tokenOf({ iss: 'https://accounts.google.com', aud: audience, exp, email, email_verified: true });
}

/** Answers by the end of a Google address, as functions of the URL and the body. */
type Answers = Readonly<Record<string, (url: URL, body: string) => unknown>>;

const ANSWERS: Answers = {
  '/identity': ({ searchParams }) => identityOf(searchParams.get('audience') ?? ''),
  '/oauth2/v3/certs': () => ({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' }],
  }),
  '/default/email': () => ACCOUNT,
  '/default/token': () => ({ access_token: 'token', expires_in: 3599, token_type: 'Bearer' }),
  ':signBlob': () => ({ signedBlob: 'c2lnbmVk' }),
  ':exchangeCustomToken': () => ({
    token: tokenOf({ sub: '1:23:web:45', aud: ['projects/23'] }),
    ttl: '3600s',
  }),
  '/v2/entries:list': () => ({}),
};

/** @param changed answers that replace the usual ones; undefined means 404. */
export async function startGoogle(changed: Partial<Answers> = {}): Promise<Google> {
  const answers = Object.entries({ ...ANSWERS, ...changed });
  const server = createServer((request, response) => {
    const url = new URL(String(request.headers['x-url']));
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const answer = answers.find(([end]) => url.pathname.endsWith(end))?.[1]?.(url, body);
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');
  return {
    env: {
      FIREBASE_CONFIG: '{"projectId":"demo-pilotlight"}',
      GOOGLE_STAND_IN: `http://127.0.0.1:${address.port}`,
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'redirect-google.mjs')}`,
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
