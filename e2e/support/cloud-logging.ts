import { createServer } from 'node:http';
import { join } from 'node:path';

/** Stands in for Cloud Logging, and for the metadata server that gives out the tokens to ask it with. */
export interface CloudLogging extends AsyncDisposable {
  /** What has a process on Google's machines ask this one. */
  env: NodeJS.ProcessEnv;
}

/** @param entries what a search of the log finds, whatever it is for: the newest line first. */
export async function startCloudLogging(entries: () => readonly object[]): Promise<CloudLogging> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isSearch = String(request.headers['x-url']).endsWith('/v2/entries:list');
      const answer = isSearch
        ? { entries: entries().map((jsonPayload) => ({ jsonPayload })) }
        : { access_token: 'token', expires_in: 3599, token_type: 'Bearer' };
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');
  return {
    env: {
      K_SERVICE: 'warmup',
      GOOGLE_STAND_IN: `http://127.0.0.1:${address.port}`,
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'redirect-google.mjs')}`,
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
