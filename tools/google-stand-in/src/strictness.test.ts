import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAILURES } from './failure.ts';
import { ORIGINS } from './origins.ts';
import { type GoogleStandIn, startGoogleStandIn } from './stand-in.ts';

let standIn: GoogleStandIn;
beforeEach(async () => {
  standIn = await startGoogleStandIn({ id: 'demo-site' });
});
afterEach(() => standIn.stop());

const post = (path: string, body: string) => fetch(`${standIn.url}${path}`, { method: 'POST', body });

it('refuses an unknown endpoint, and records it', async () => {
  const { status } = await post('/scheduler/v1/projects/demo-site/locations/mars/jobs:pause', '{}');
  expect(status).toBe(501);
  expect(standIn.unforeseen).toEqual([
    'POST /scheduler/v1/projects/demo-site/locations/mars/jobs:pause: the stand-in does not know this endpoint',
  ]);
});

it.each([
  ['an unknown field', '{"permissions": [], "resource": "x"}', 'resource'],
  ['a field of the wrong type', '{"permissions": "all"}', 'permissions'],
  ['a body that is not JSON', '{"permissions": [', 'not JSON'],
])('refuses %s', async (_, body, named) => {
  const { status } = await post('/resource-manager/v1/projects/demo-site:testIamPermissions', body);
  expect(status).toBe(501);
  expect(standIn.unforeseen.join()).toContain(named);
});

it('has one project, and answers for any other as Google does', async () => {
  const { status } = await fetch(`${standIn.url}/firebase/v1beta1/projects/demo-other`);
  expect(status).toBe(403);
  expect(standIn.unforeseen).toEqual([]);
});

it('refuses a file with another content than announced', async () => {
  expect((await post(`/hosting/upload/${'0'.repeat(64)}`, 'hello')).status).toBe(400);
  expect(standIn.project.hosting.contents.size).toBe(0);
});

it('connects only to itself', async () => {
  const { hostname, port } = new URL(standIn.url);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  request({ hostname, port, method: 'CONNECT', path: 'example.com:443' })
    .on('connect', ({ statusCode }) => resolve(statusCode))
    .end();
  expect(await promise).toBe(403);
  expect(standIn.unforeseen).toEqual(['CONNECT example.com:443: unknown address']);
});

it('plays a failure once', async () => {
  standIn.fail(FAILURES.quota);
  const path = '/functions-v2/v2/projects/demo-site/locations/us-central1/functions:generateUploadUrl';
  expect((await post(path, '')).status).toBe(429);
  expect((await post(path, '')).status).toBe(200);
});

it('is set by variables that the CLI reads', async () => {
  const api = await readFile(createRequire(import.meta.url).resolve('firebase-tools/lib/api.js'), 'utf8');
  for (const variable of Object.values(ORIGINS).flat()) expect(api).toContain(`"${variable}"`);
});
