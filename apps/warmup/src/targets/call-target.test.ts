import { expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';
import { callTarget } from './call-target.ts';

const timing = { loadMs: 300, queueMs: 0, inferenceMs: 2, cold: true, instanceId: 'a1' };
const warm = {
  models: [{ model: 'digits', version: 1, loadMs: 300 }],
  timing,
  instance: { ageMs: 900, idleMs: 900 },
};

it('calls by the callable protocol, with its tokens', async () => {
  const asked: string[] = [];
  await using target = await startServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => {
      const { 'x-firebase-appcheck': app, 'x-pilotlight-warm-up': identity } = request.headers;
      asked.push(`${request.method} ${text} ${String(app)} ${String(identity)}`);
    });
    request.on('end', () => response.end(JSON.stringify({ result: warm })));
  });
  expect(await callTarget(target.url, { timeoutMs: 5000 })).toEqual(warm);
  await callTarget(target.url, { timeoutMs: 5000, tokens: { appCheck: 'token', identity: 'word' } });
  expect(asked).toEqual([
    'POST {"data":{"op":"warm"}} undefined undefined',
    'POST {"data":{"op":"warm"}} token word',
  ]);
});

it('follows no redirect to another address', async () => {
  await using target = await startServer((_, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  );
  await expect(callTarget(target.url, { timeoutMs: 5000 })).rejects.toThrow(/it answered 302/);
});

it.each([
  ['a failure of its own', 500, '{"error":{"status":"INTERNAL"}}', /it answered 500: {"error"/, 'FAILED'],
  ['that it is busy', 429, '', /it answered 429/, 'FAILED'],
  ['that nobody may call it', 403, 'Forbidden', /it answered 403: Forbidden/, 'REFUSED'],
  ['that there is no such function', 404, 'not found', /it answered 404/, 'REFUSED'],
  ['a page', 200, '<html>Hello</html>', /not that of a Pilotlight function/, 'NOT_THE_PROTOCOL'],
  ['another callable', 200, '{"result":{"text":"Hello!"}}', /not that of a Pilotlight/, 'NOT_THE_PROTOCOL'],
  ['null', 200, 'null', /not that of a Pilotlight function/, 'NOT_THE_PROTOCOL'],
  ['without end', 200, 'x'.repeat(70_000), /longer than 65536 bytes/, 'NOT_THE_PROTOCOL'],
])('names the problem of a target that answers %s', async (_, status, body, message, reason) => {
  await using target = await startServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  const failure = callTarget(target.url, { timeoutMs: 5000 });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toMatchObject({ name: 'WarmUpError', reason });
});

it.each([
  ['does not answer', () => undefined],
  [
    'starts to answer and stops',
    (_: unknown, response: { write(text: string): void }) => response.write('{'),
  ],
])('gives up on a target that %s', async (_, listener) => {
  await using target = await startServer(listener);
  await expect(callTarget(target.url, { timeoutMs: 100 })).rejects.toMatchObject({
    reason: 'TIMED_OUT',
    message: 'no answer within 100 ms',
  });
});

it('reports a target that cannot be reached, and keeps the cause', async () => {
  let url = new URL('http://127.0.0.1');
  {
    await using target = await startServer(() => undefined);
    ({ url } = target);
  }
  const failure = callTarget(url, { timeoutMs: 5000 });
  await expect(failure).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  await expect(failure).rejects.toHaveProperty('cause');
});
