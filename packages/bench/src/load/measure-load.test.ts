import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import { measureLoad } from './measure-load.ts';

const ASKED = {
  body: Buffer.from('{"data":1}'),
  isCorrect: (answer: unknown) => JSON.stringify(answer) === '{"result":1}',
};

async function under(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    return await measureLoad(`http://127.0.0.1:${port}`, ASKED, { concurrency: 2, seconds: 1 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it('counts correct answers and measures their latency', async () => {
  const load = await under((_, response) => void setTimeout(() => response.end('{"result":1}'), 20));
  expect(load.errors).toBe(0);
  expect(load.answers).toBeGreaterThan(20);
  expect(load.requestsPerSecond).toBeLessThanOrEqual(100);
  expect(load.latencyMs?.p50).toBeGreaterThanOrEqual(19);
  expect(load.latencyMs?.p99).toBeGreaterThanOrEqual(load.latencyMs?.p95 ?? Number.NaN);
});

it('counts wrong answers and refusals as errors, not as answers', async () => {
  let call = 0;
  const load = await under((_, response) => {
    call += 1;
    if (call % 2 === 0) response.statusCode = 500;
    setTimeout(() => response.end('{"result":2}'), 5);
  });
  expect(load.answers).toBe(0);
  expect(load.errors).toBeGreaterThan(10);
});
