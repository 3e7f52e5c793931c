import { createServer } from 'node:http';
import { join } from 'node:path';

/** Stands in for those servers of Google's that `warmUp` asks: its log, App Check, and who it is. */
export interface Google extends AsyncDisposable {
  /** What has a process on Google's machines ask this one. */
  env: NodeJS.ProcessEnv;
}

/** Decodable, as a token of App Check is; nobody has signed it. */
const APP_CHECK_TOKEN = [
  { alg: 'RS256', typ: 'JWT' },
  { sub: '1:23:web:45', aud: ['projects/23'] },
  'unsigned',
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

/** @param log what a search of the log finds, whatever it is for: the newest line first. */
export async function startGoogle(log: () => readonly object[] = () => []): Promise<Google> {
  const answers: [string, () => unknown][] = [
    ['/v2/entries:list', () => ({ entries: log().map((jsonPayload) => ({ jsonPayload })) })],
    [':signBlob', () => ({ signedBlob: 'c2lnbmVk' })],
    [':exchangeCustomToken', () => ({ token: APP_CHECK_TOKEN, ttl: '3600s' })],
    ['/default/email', () => 'account@demo-pilotlight.iam.gserviceaccount.com'],
    ['/default/token', () => ({ access_token: 'token', expires_in: 3599, token_type: 'Bearer' })],
  ];
  const server = createServer((request, response) => {
    const answer = answers.find(([end]) => String(request.headers['x-url']).endsWith(end));
    request.resume().on('end', () => {
      response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer?.[1]()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');
  return {
    env: {
      K_SERVICE: 'warmup',
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
