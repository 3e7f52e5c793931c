import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionProcess, readCodebase, startFunction } from '@pilotlight/local-platform';
import { parsePredictResponse, parseWarmResponse } from '@pilotlight/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits, mostLikely } from './support/digits.ts';
import { loggedLines } from './support/logged-lines.ts';

// Every refusal is an error of the callable protocol, and no text of a caller becomes a field of the log: under the
// deployed framework, and under npm's, where the function alone checks.

/** Log lines that `warmUp` writes, and fields that Cloud Logging reads from any line. */
const FORGED = {
  event: 'warm-up target',
  severity: 'EMERGENCY',
  target: 'predict',
  outcome: 'failed',
  'logging.googleapis.com/labels': { forged: 'yes' },
};
const LONG = 'type.googleapis.com/google.protobuf.Int64Value';

interface Malformed {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

const MALFORMED: readonly (readonly [name: string, request: Malformed])[] = [
  ['a forged line', { body: JSON.stringify(FORGED) }],
  ['a forged line beside data', { body: JSON.stringify({ data: {}, ...FORGED }) }],
  ['a forged line in a long', { body: JSON.stringify({ data: { '@type': LONG, value: 'abc', ...FORGED } }) }],
  [
    'a forged line in an unknown type',
    { body: JSON.stringify({ data: { a: { '@type': 'x', ...FORGED } } }) },
  ],
  ['a forged line for a name', { body: JSON.stringify({ data: { [JSON.stringify(FORGED)]: 1 } }) }],
  ['a forged line for a content type', { headers: { 'content-type': JSON.stringify(FORGED) }, body: '{}' }],
  ['a name of two lines', { body: JSON.stringify({ data: { [`a\n${JSON.stringify(FORGED)}`]: 1 } }) }],
  ['a prototype', { body: '{"data":{"__proto__":{"op":"describe"}}}' }],
  ['a nested prototype', { body: '{"data":{"instances":[{"__proto__":{"a":1}}]}}' }],
  ['a name that objects inherit', { body: '{"data":{"op":"describe","constructor":{"prototype":{}}}}' }],
  ['4,000 levels', { body: `{"data":${'['.repeat(4000)}${']'.repeat(4000)}}` }],
  ['broken JSON', { body: '{"data": ' }],
  ['a list', { body: '[1]' }],
  ['a bare value', { body: '"data"' }],
  ['nothing', { body: '' }],
  ['GET', { method: 'GET' }],
  ['HEAD', { method: 'HEAD' }],
  ['DELETE', { method: 'DELETE' }],
  ['PATCH', { method: 'PATCH', body: '{"data":{"op":"describe"}}' }],
  ['text', { headers: { 'content-type': 'text/plain' }, body: '{"data":{"op":"describe"}}' }],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'data=1' }],
  ['bytes', { headers: { 'content-type': 'application/octet-stream' }, body: '{"data":{"op":"describe"}}' }],
  ['no type', { headers: { 'content-type': '' }, body: '{"data":{"op":"describe"}}' }],
];

/** Cases that npm's framework refuses before the function is called, as it always has. */
const NOT_THE_FUNCTIONS = new Set(['broken JSON', 'a bare value']);

let directory: string;
const running = new Map<string, FunctionProcess>();
const processOf = (host: string) => {
  const found = running.get(host);
  if (!found) throw new TypeError(`nothing runs under ${host}`);
  return found;
};

beforeAll(async () => {
  const inference = await readCodebase('inference');
  // The same folder, without the dependency on its own framework.
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-refusals-'));
  await cp(inference.directory, directory, { recursive: true });
  const declared: object = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ ...declared, dependencies: {} }));
  const { env } = inference;
  running.set('the deployable', await startFunction({ ...inference, target: 'predict' }));
  running.set('npm’s framework', await startFunction({ directory, target: 'predict', env }));
});
afterAll(async () => {
  for (const process of running.values()) await process.stop();
  await rm(directory, { recursive: true, force: true });
});

describe.each(['the deployable', 'npm’s framework'])('under %s', (host) => {
  it.each(MALFORMED.filter(([name]) => host === 'the deployable' || !NOT_THE_FUNCTIONS.has(name)))(
    'refuses %s as a callable function does',
    async (_, { method = 'POST', headers = {}, body }) => {
      const response = await fetch(processOf(host).url, {
        method,
        headers: { 'content-type': 'application/json', origin: 'https://example.com', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(response.headers.get('access-control-allow-origin')).toBe('https://example.com');
      if (method === 'HEAD') return;
      expect(JSON.parse(text)).toMatchObject({
        error: { status: 'INVALID_ARGUMENT', details: { reason: 'INVALID_REQUEST' } },
      });
      expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\/dist\/|\/functions\.js/);
    },
  );

  it('answers a browser’s preflight request', async () => {
    const { status, headers } = await fetch(processOf(host).url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-firebase-appcheck',
      },
    });
    expect([
      status,
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-methods'),
    ]).toEqual([204, 'https://example.com', 'POST']);
  });

  it('accepts the 64-bit integers that iOS and Android send', async () => {
    const { body } = await call(processOf(host).url, {
      model: 'digits',
      version: { '@type': LONG, value: '2' },
      instances: [digits[7]?.binary],
    });
    const response = parsePredictResponse(body.result);
    expect('predictions' in response && mostLikely(response.predictions[0])).toBe(7);
  });

  it('sends the refusal to a stream too', async () => {
    const response = await fetch(processOf(host).url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"data":{"op":"delete"}}',
    });
    expect(await response.text()).toMatch(/^data: \{"error":.*"status":"INVALID_ARGUMENT"/);
  });

  it('writes only its own text into the log', async () => {
    const process = processOf(host);
    expect(parseWarmResponse((await call(process.url, { op: 'warm' })).body.result).models).toHaveLength(1);
    const lines = loggedLines(process.output());
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect([undefined, 'predict call']).toContain(line['event']);
      expect(line).not.toHaveProperty('target');
      expect(['DEBUG', 'INFO']).toContain(line['severity']);
      expect(line['logging.googleapis.com/labels'] ?? {}).not.toHaveProperty('forged');
      expect(JSON.stringify(line).length).toBeLessThan(1000);
    }
  });
});

it.each([
  ['an invalid address', { path: '/%' }],
  ['an address of many words', { path: '/%E0%A4%A' }],
])('answers %s without a page or a stack', async (_, { path }) => {
  const response = await fetch(`${processOf('the deployable').url}${path}`, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
});
