import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from 'node:http';
import { createGate } from '../gate.ts';
import { DEFAULT_BOUNDS, type RequestBounds } from '../request-bounds.ts';

/** The response of the server. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: {
    error?: { status: string; message: string; details?: { reason: string; issue?: { field: string } } };
  };
}

export interface SendOptions {
  method?: string;
  headers?: Record<string, string | number>;
  /** Parts of the body, sent one after the other; the request stays open if the last is undefined. */
  parts?: readonly (string | Buffer | undefined)[];
}

type BodyRequest = IncomingMessage & { body?: unknown; rawBody?: Buffer };

/** Starts a server with a gate before a function, for tests. */
export async function startGate(
  bounds: Partial<RequestBounds> = {},
  answer: (body: unknown, response: ServerResponse, rawBody: Buffer | undefined) => void = (_, response) =>
    response.end('{}'),
) {
  const gate = createGate({ ...DEFAULT_BOUNDS, ...bounds })({
    verify: (request, _, bytes) => Object.assign(request, { rawBody: bytes }),
  });
  const server = createServer((request, response) => {
    const read: BodyRequest = request;
    gate(read, response, (error) => {
      if (error instanceof Error) throw error;
      answer(read.body, response, read.rawBody);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('the server has no port');
  const { port } = address;

  async function send({ method = 'POST', headers = {}, parts = [] }: SendOptions): Promise<Answer> {
    const sent = httpRequest({ port, host: '127.0.0.1', method, agent: false, headers });
    // A refused part is not read.
    sent.on('error', () => undefined);
    const answered = once(sent, 'response');
    sent.flushHeaders();
    for (const part of parts) if (part !== undefined) sent.write(part);
    if (parts.at(-1) !== undefined || parts.length === 0) sent.end();
    const [response] = await answered;
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += part;
    return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
  }
  const post = (body: string | Buffer, headers: SendOptions['headers'] = {}) =>
    send({
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      parts: [body],
    });

  return {
    port,
    send,
    post,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
