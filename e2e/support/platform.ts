import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type FunctionProcess, spawnFunction } from '@pilotlight/local-platform';

type FunctionOptions = Parameters<typeof spawnFunction>[0];

const READY_TIMEOUT_MS = 30_000;
const PASSED_ON = ['content-type', 'authorization', 'x-firebase-appcheck', 'x-pilotlight-warm-up'];

/** Functions with addresses that exist before any process, as on the platform. */
export interface Platform extends AsyncDisposable {
  url(name: string): string;
  /** Returns the output of a function's processes. */
  output(name: string): string;
}

/**
 * Imitates Cloud Run with functions that have scaled to zero: each is a service of its own, and its first call starts
 * its process.
 */
export async function startPlatform(functions: Readonly<Record<string, FunctionOptions>>): Promise<Platform> {
  const processes = new Map<string, Promise<FunctionProcess>>();
  const outputs = new Map<string, () => string>();

  async function processOf(name: string): Promise<FunctionProcess | undefined> {
    const options = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!options) return undefined;
    const started = processes.get(name) ?? spawnFunction(options);
    processes.set(name, started);
    const process = await started;
    outputs.set(name, () => process.output());
    await untilListening(process);
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
      headers: PASSED_ON.flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
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

/**
 * Waits until a process accepts connections. It only connects, as the platform does to see if an instance is ready: any
 * request would run a schedule.
 */
async function untilListening(process: FunctionProcess): Promise<void> {
  const port = Number(new URL(process.url).port);
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await canConnect(port))) {
    if (performance.now() > deadline) {
      throw new Error(`${process.url} does not listen; its output:\n${process.output()}`);
    }
    await delay(2);
  }
}

function canConnect(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true));
  socket.on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
