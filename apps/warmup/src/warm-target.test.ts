import { expect, it } from 'vitest';
import { startServer } from './test-server.ts';
import { warmTarget } from './warm-target.ts';

const timing = { loadMs: 300, queueMs: 0, inferenceMs: 2, cold: true, instanceId: 'a1' };
const warm = { models: [{ model: 'digits', version: 1, loadMs: 300 }], timing };

it('asks by the callable protocol and tells what it learned', async () => {
  const asked: string[] = [];
  await using target = await startServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => asked.push(`${request.method} ${text}`));
    request.on('end', () => response.end(JSON.stringify({ result: warm })));
  });
  const { response, roundTripMs } = await warmTarget(target.url, { timeoutMs: 5000 });
  expect(response).toEqual(warm);
  expect(roundTripMs).toBeGreaterThan(0);
  expect(asked).toEqual(['POST {"data":{"op":"warm"}}']);
});

it('follows no redirection: another address has not been asked for', async () => {
  await using target = await startServer((_, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  );
  await expect(warmTarget(target.url, { timeoutMs: 5000 })).rejects.toThrow(/it answered 302/);
});

it.each([
  ['an error', 500, '{"error":{"status":"INTERNAL"}}', /it answered 500: {"error"/],
  ['a page', 200, '<html>Hello</html>', /not that of a Pilotlight function/],
  [
    'another callable',
    200,
    '{"result":{"text":"Hello from Firebase!"}}',
    /not that of a Pilotlight function/,
  ],
  ['null', 200, 'null', /not that of a Pilotlight function/],
])('names the target that answers with %s', async (_, status, body, message) => {
  await using target = await startServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  const failure = warmTarget(target.url, { timeoutMs: 5000 });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toMatchObject({ name: 'WarmUpError', url: target.url });
});

it('gives up on a target that does not answer', async () => {
  await using target = await startServer(() => undefined);
  await expect(warmTarget(target.url, { timeoutMs: 100 })).rejects.toThrow(/no answer within 100 ms/);
});

it('says that a target cannot be reached, and keeps the cause', async () => {
  let url = new URL('http://127.0.0.1');
  {
    await using target = await startServer(() => undefined);
    ({ url } = target);
  }
  const failure = warmTarget(url, { timeoutMs: 5000 });
  await expect(failure).rejects.toThrow(/it cannot be reached/);
  await expect(failure).rejects.toHaveProperty('cause');
});
