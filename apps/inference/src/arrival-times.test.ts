import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { expect, it } from 'vitest';
import { arrivalTime, watchArrivals } from './arrival-times.ts';

watchArrivals();

it('records the arrival of a request’s head, even if its body takes long', async () => {
  const server = createServer((message, response) => {
    const head = performance.now();
    message.resume().on('end', () => response.end(String(arrivalTime(message) <= head)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const asked = request({ port, host: '127.0.0.1', method: 'POST' });
  asked.write('first');
  await once(server, 'request');
  asked.end('last');
  const [response] = await once(asked, 'response');
  expect(String(await once(response, 'data'))).toBe('true');
  server.close();
});

it('returns the current time for a request that it has not seen', () => {
  const before = performance.now();
  expect(arrivalTime({})).toBeGreaterThanOrEqual(before);
});
