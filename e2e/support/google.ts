import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Stands in for those servers of Google's that functions ask: the log, App Check, who they are and who signed what. */
export interface Google extends AsyncDisposable {
  /** What has a process on Google's machines ask this one. */
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

/** What Google gives to the account of a function, for the one that it names. */
export function identityOf(audience: string, email = ACCOUNT): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return tokenOf({ iss: 'https://accounts.google.com', aud: audience, exp, email, email_verified: true });
}

/** What each address of Google's ends with, and what is answered there to a body. */
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

/** @param changed what is answered otherwise; undefined has it be answered with 404. */
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
