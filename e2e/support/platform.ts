import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type FunctionProcess, startFunction } from '@pilotlight/local-platform';

type FunctionOptions = Parameters<typeof startFunction>[0];

/** Functions at addresses that are there before any process is, as on the platform. */
export interface Platform extends AsyncDisposable {
  url(name: string): string;
  /** What the processes of a function have printed. */
  output(name: string): string;
}

/**
 * Stands in for what Cloud Run does with functions that have scaled to zero: each is a service of its own, and its
 * process is started by the first call that comes for it.
 */
export async function startPlatform(functions: Readonly<Record<string, FunctionOptions>>): Promise<Platform> {
  const processes = new Map<string, Promise<FunctionProcess>>();
  const outputs = new Map<string, () => string>();

  async function processOf(name: string): Promise<FunctionProcess | undefined> {
    const options = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!options) return undefined;
    const started = processes.get(name) ?? startFunction(options);
    processes.set(name, started);
    const process = await started;
    outputs.set(name, () => process.output());
    return process;
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const process = await processOf(request.url?.slice(1) ?? '');
    if (!process) {
      response.writeHead(404).end();
      return;
    }
    const answer = await fetch(process.url, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      body,
    });
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    forward(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');

  return {
    url: (name) => `http://127.0.0.1:${address.port}/${name}`,
    output: (name) => outputs.get(name)?.() ?? '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const started of processes.values()) await (await started).stop();
    },
  };
}
