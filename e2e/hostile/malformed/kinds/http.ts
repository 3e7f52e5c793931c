import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Chance } from '../chance.ts';
import { type Headers, httpMessage, waiting } from '../wire-request.ts';
import type { Kind, Target } from './kind.ts';

// Requests that are valid HTTP, but not calls of a callable function.

const goodBody = ({ model, row }: Target) => JSON.stringify({ data: { model, instances: [row] } });

const methods: Kind = {
  name: 'another method',
  draw: (chance, target) =>
    waiting(
      httpMessage({
        method: chance.pick([
          'GET',
          'PUT',
          'PATCH',
          'DELETE',
          'OPTIONS',
          'TRACE',
          'PROPFIND',
          'REPORT',
          'QUERY',
        ]),
        headers: chance.oneIn(2) ? [['origin', 'https://example.com']] : [],
        body: chance.oneIn(2) ? goodBody(target) : '',
      }),
    ),
};

const TYPES = [
  'text/plain',
  'text/html',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
  'application/json; charset=nonsense',
  'application/json; charset="',
  'application/json;;;',
  'application/json, text/plain',
  'application/jsonp',
  'APPLICATION/JSON',
  'application/cloudevents+json',
  'application/vnd.api+json',
  '/',
  'json',
  '',
  `application/json; x=${'y'.repeat(8000)}`,
  '__proto__/constructor',
];
const BODIES = (target: Target) => [
  goodBody(target),
  'data[instances][__proto__][x]=1&data[op]=describe',
  `a=${'&a='.repeat(1500)}`,
  `a${'[a]'.repeat(1000)}=1`,
  '--x\r\ncontent-disposition: form-data; name="data"\r\n\r\n{}\r\n--x--',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  Buffer.from(goodBody(target), 'utf16le').toString('latin1'),
];

const contentTypes: Kind = {
  name: 'another content type',
  draw: (chance, target) =>
    waiting(httpMessage({ type: chance.pick(TYPES), body: chance.pick(BODIES(target)) })),
};

const contentEncodings: Kind = {
  name: 'a content encoding',
  draw(chance, target) {
    const [name, compress] = chance.pick<readonly [string, (body: string) => Buffer]>([
      ['gzip', gzipSync],
      ['x-gzip', gzipSync],
      ['deflate', deflateSync],
      ['deflate', deflateRawSync],
      ['br', brotliCompressSync],
      ['zstd', zstdCompressSync],
      ['gzip, gzip', (body) => gzipSync(gzipSync(body))],
      ['GZIP', (body) => gzipSync(body).subarray(0, 40)],
      ['identity', (body) => Buffer.from(body)],
      ['Identity, gzip', gzipSync],
      ['', (body) => Buffer.from(body)],
      ['nonsense', (body) => Buffer.from(body)],
    ]);
    const body = chance.oneIn(4) ? `{"data":[${'[],'.repeat(300_000)}[]]}` : goodBody(target);
    return waiting(httpMessage({ headers: [['content-encoding', name]], body: compress(body) }));
  },
};

const PATHS = [
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/../../../../etc/passwd',
  '//',
  '///example.com/',
  '/%00',
  '/%',
  '/%E0%A4%A',
  '/%c0%ae%c0%ae/',
  '/?alt=media&__proto__[x]=1',
  `/?${'a[]=1&'.repeat(1000)}`,
  `/?a${'[b]'.repeat(500)}=c`,
  'http://example.com/',
  'http://localhost:1/../functions.js',
  '*',
  `/${'a/'.repeat(3000)}`,
  '/predict/__proto__',
  '/constructor',
  '/_ah/warmup',
  '/favicon.ico',
  '/robots.txt',
  '/functions.js',
  '/package.json',
  '/;jsessionid=1',
  '/\\..\\..',
];

const paths: Kind = {
  name: 'another address',
  draw: (chance, target) => waiting(httpMessage({ path: chance.pick(PATHS), body: goodBody(target) })),
};

const token = (header: object, payload: object) =>
  [header, payload, { signature: 1 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

function oddHeaders(chance: Chance): Headers {
  const jwt = chance.pick([
    token({ alg: 'none' }, { sub: 'admin' }),
    token(
      { alg: 'HS256', kid: '../../dev/null' },
      { aud: 'demo', iss: 'https://securetoken.google.com/demo' },
    ),
    token({ alg: 'RS256', kid: '__proto__' }, { aud: null, exp: 1e300 }),
    'a.b.c',
    '..',
    'null',
    'x'.repeat(9000),
    '{}',
  ]);
  return chance.pick<() => Headers>([
    () => [['authorization', `Bearer ${jwt}`]],
    () => [['authorization', jwt]],
    () => [['x-firebase-appcheck', jwt]],
    () => [
      ['authorization', `Bearer ${jwt}`],
      ['x-firebase-appcheck', jwt],
    ],
    () => [['firebase-instance-id-token', jwt]],
    () => [['x-pilotlight-warm-up', jwt]],
    () => Array.from({ length: 900 }, (_, n) => [`x-${n}`, 'y'] as const),
    () => [['cookie', 'a=b; '.repeat(1500)]],
    () => [['accept', chance.pick(['text/html', 'text/event-stream', '*/*;q=nonsense', 'application/xml'])]],
    () => [['expect', chance.pick(['100-continue', '200-maybe'])]],
    () => [['upgrade', chance.pick(['websocket', 'h2c', 'nonsense'])]],
    () => [
      ['x-cloud-trace-context', `${'f'.repeat(5000)}/1;o=1`],
      ['traceparent', '00-nonsense'],
    ],
    () => [['function-execution-id', chance.pick(['__proto__', 'a'.repeat(7000), '{"severity":"ERROR"}'])]],
    () => [
      ['origin', chance.pick(['null', 'https://a b', `https://${'a'.repeat(5000)}`, '*', 'javascript:1'])],
    ],
    () => [
      ['x-forwarded-for', '::1, '.repeat(500)],
      ['x-forwarded-proto', 'gopher'],
      ['forwarded', 'for=__proto__'],
    ],
    () => [
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['hasownproperty', 'c'],
    ],
    () => [
      ['ce-type', 'a'],
      ['ce-id', '1'],
      ['ce-source', '/x'],
      ['ce-specversion', '1.0'],
    ],
    () => [
      ['x-http-method-override', 'DELETE'],
      ['x-original-url', '/admin'],
    ],
    () => [
      ['range', 'bytes=0-1,0-2,0-3'],
      ['if-none-match', '*'],
    ],
    () => [['content-type', 'text/html']],
  ])();
}

const headers: Kind = {
  name: 'odd headers',
  draw: (chance, target) => waiting(httpMessage({ headers: oddHeaders(chance), body: goodBody(target) })),
};

export const HTTP_KINDS: readonly Kind[] = [methods, contentTypes, contentEncodings, paths, headers];
