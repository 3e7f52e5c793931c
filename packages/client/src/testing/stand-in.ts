import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, type Functions, getFunctions } from 'firebase/functions';

/** An answer of the stand-in: a result, an error of the callable protocol, or undefined to hang up. */
type Reply =
  | { result: unknown }
  | { status: number; error: { status: string; message: string; details?: unknown } }
  | undefined;

/** A server that replaces `predict`, and the client SDK's connection to it. */
export interface StandIn extends AsyncDisposable {
  functions: Functions;
  /** The requests, in order. */
  asked: Record<string, unknown>[];
}

/** @param answer receives the request, and the number of earlier ones. */
export async function startStandIn(
  answer: (request: Record<string, unknown>, at: number) => Reply | Promise<Reply>,
): Promise<StandIn> {
  const asked: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    void reply(request, response);
  });

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { data }: { data: Record<string, unknown> } = JSON.parse(String(await buffer(request)));
    const given = await answer(data, asked.push(data) - 1);
    if (!given) {
      response.destroy();
      return;
    }
    const status = 'status' in given ? given.status : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(given));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server on a port was expected');
  const app = initializeApp({ projectId: 'demo-pilotlight' }, String(address.port));
  const functions = getFunctions(app);
  connectFunctionsEmulator(functions, '127.0.0.1', address.port);
  return {
    functions,
    asked,
    async [Symbol.asyncDispose]() {
      await deleteApp(app);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const timing = { loadMs: 1, queueMs: 2, inferenceMs: 3, cold: false, instanceId: 'i' };

/** An answer of `predict`, with the model's outputs. */
export function answered(content: object): Reply {
  return { result: { model: 'm', version: 3, timing, ...content } };
}

/** A refusal of `predict`. */
export function refused(status: string, details?: object, message = 'no'): Reply {
  return { status: 400, error: { status, message, ...(details && { details }) } };
}
