import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { nodeEventLoop } from './event-loop.ts';

afterEach(() => void vi.restoreAllMocks());

const CALLERS = 40;

/** Returns how many simultaneous connections are accepted in one turn, by a clock that advances a step each time it is read. */
async function letInWithinATurn(msPerLook: number): Promise<number> {
  await using server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  let letIn = 0;
  server.on('connection', () => letIn++);
  const callers = Array.from({ length: CALLERS }, () => connect(address.port, '127.0.0.1'));
  const gone = callers.map((caller) => once(caller, 'close'));
  // They are connected once the first callback has run.
  await once(callers[0] ?? server, 'connect');
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += msPerLook));
  await nodeEventLoop.turn();
  const within = letIn;
  await Promise.all(gone);
  return within;
}

it('accepts all waiting connections, one after the other as libuv does', async () => {
  expect(await letInWithinATurn(0)).toBe(CALLERS);
});

it('ends for those who wait if callers keep coming', async () => {
  expect(await letInWithinATurn(10)).toBeLessThan(CALLERS);
});

it('is one turn if nobody is new', async () => {
  const { loopCount } = performance.nodeTiming.uvMetricsInfo;
  await nodeEventLoop.turn();
  expect(performance.nodeTiming.uvMetricsInfo.loopCount - loopCount).toBeLessThanOrEqual(1);
});
