import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGate, type Gate } from './gate.ts';
import { DEFAULT_BOUNDS } from './request-bounds.ts';

// The oracle is the Functions Framework's own middleware: a function must find the same in a request.

type Middleware = (...args: Parameters<Gate>) => unknown;
type Parser = (options: object) => Middleware;
const require = createRequire(import.meta.url);
const bodyParser: Record<'json' | 'text' | 'urlencoded' | 'raw', Parser> = createRequire(
  require.resolve('@google-cloud/functions-framework'),
)('body-parser');

const gate = createGate(DEFAULT_BOUNDS);
const OURS: typeof bodyParser = { json: gate, text: gate, urlencoded: gate, raw: gate };

/** Returns the parsers in the framework's order, with its options. */
function middlewareOf({ json, text, urlencoded, raw }: typeof bodyParser): Middleware[] {
  const options = { limit: '1024mb', verify };
  return [
    json({ ...options, type: 'application/cloudevents+json' }),
    json(options),
    text(options),
    urlencoded({ ...options, extended: true }),
    raw({ ...options, type: '*/*' }),
  ];
}

function verify(request: IncomingMessage, _: ServerResponse, rawBody: Buffer): void {
  Object.assign(request, { rawBody });
}

/** Starts a server that answers what a function would find in the request. */
async function startEcho(parsers: typeof bodyParser) {
  const middleware = middlewareOf(parsers);
  const server = createServer((request: IncomingMessage & { body?: unknown; rawBody?: Buffer }, response) => {
    const run = (at: number): void => {
      const parse = middleware[at];
      if (parse) {
        parse(request, response, (error) =>
          error === undefined ? run(at + 1) : response.end(inspect(error)),
        );
        return;
      }
      const { body, rawBody } = request;
      const found = Buffer.isBuffer(body) ? { bytes: body.toString('base64') } : { body };
      response.end(
        JSON.stringify({ ...found, isString: typeof body === 'string', raw: rawBody?.toString('base64') }),
      );
    };
    run(0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

let servers: Awaited<ReturnType<typeof startEcho>>[];
beforeAll(async () => {
  servers = [await startEcho(bodyParser), await startEcho(OURS)];
});
afterAll(() => servers.forEach((server) => server.close()));

interface Case {
  method?: string;
  headers?: Record<string, string | number>;
  body?: string | Buffer;
}

async function ask(server: (typeof servers)[number], { method = 'POST', headers = {}, body }: Case) {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const sent = httpRequest({ port, host: '127.0.0.1', method, headers, agent: false });
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return JSON.parse(text);
}

const json = { 'content-type': 'application/json' };
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=UTF-8',
  'Application/JSON',
  'application/json;',
  'application/cloudevents+json; charset=utf-8',
  'application/vnd.api+json',
  'text/plain',
  'text/plain; charset=utf-8',
  'text/html',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'application/octet-stream; charset=latin1',
  'multipart/form-data; boundary=x',
  'image/png',
  'json',
  'a/b/c',
  '',
];

it.each<[string, Case]>([
  ...TYPES.flatMap((type): [string, Case][] => [
    [`'${type}', an object`, { headers: { 'content-type': type }, body: '{"a":[1,"\u00fc"]}' }],
    [`'${type}', nothing`, { headers: { 'content-type': type, 'content-length': 0 } }],
    [
      `'${type}', in chunks`,
      { headers: { 'content-type': type, 'transfer-encoding': 'chunked' }, body: '{"b":2}' },
    ],
  ]),
  ['no type', { body: '{"a":1}' }],
  ['no type and no body', {}],
  ['GET', { method: 'GET' }],
  ['GET with a type', { method: 'GET', headers: json }],
  ['GET with a body', { method: 'GET', headers: { ...json, 'content-length': 7 }, body: '{"a":1}' }],
  ['DELETE with a body', { method: 'DELETE', headers: { ...json, 'content-length': 7 }, body: '{"a":1}' }],
  ['PUT', { method: 'PUT', headers: json, body: '[1,2]' }],
  ['identity', { headers: { ...json, 'content-encoding': 'identity' }, body: '{"a":1}' }],
  ['a byte order mark', { headers: json, body: '\uFEFF{"a":1}' }],
  ['space before', { headers: json, body: ' \n\t{"a":1} ' }],
  ['an array', { headers: json, body: '[[],{}]' }],
  ['a prototype', { headers: json, body: '{"__proto__":{"a":1}}' }],
  [
    'bytes that are not UTF-8',
    { headers: json, body: Buffer.from([0x22, ...Buffer.from('{"a":"'), 0xff, 0x22, 0x7d]).subarray(1) },
  ],
  [
    'text in bytes that are not UTF-8',
    { headers: { 'content-type': 'text/plain' }, body: Buffer.from([0x61, 0xff]) },
  ],
  ...[
    'a=1&b=2',
    'a[]=1&a[]=2',
    'a[b][c]=1',
    'a=%20%41+x',
    'a',
    '=1',
    'a=1&a=2',
    'toString=1',
    '__proto__=1',
  ].map((body): [string, Case] => [
    `the form ${body}`,
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body },
  ]),
  ['a megabyte', { headers: json, body: JSON.stringify({ data: 'x'.repeat(1_000_000) }) }],
  ['two megabytes of bytes', { headers: { 'content-type': 'image/png' }, body: Buffer.alloc(2_000_000, 7) }],
])('finds the same in %s', async (_, asked) => {
  const [theirs, ours] = await Promise.all(servers.map((server) => ask(server, asked)));
  expect(ours).toEqual(theirs);
});
