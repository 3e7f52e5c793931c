import { createServer, type RequestListener } from 'node:http';

/** Starts a target on its own port, for a test. */
export async function startServer(listener: RequestListener): Promise<AsyncDisposable & { url: URL }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');
  return {
    url: new URL(`http://127.0.0.1:${address.port}/predict`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
