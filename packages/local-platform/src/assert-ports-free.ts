import { createServer } from 'node:net';
import type { EmulatorPorts } from './emulator-ports.ts';
import { LocalPlatformError } from './local-platform-error.ts';

/** @throws {LocalPlatformError} if a program listens on one of the ports; the message says what the port is for. */
export async function assertPortsFree(ports: EmulatorPorts): Promise<void> {
  for (const [purpose, port] of Object.entries<number>({ ...ports })) await assertPortFree(port, purpose);
}

async function assertPortFree(port: number, purpose: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  await promise.catch((cause: unknown) => {
    throw new LocalPlatformError(`port ${port}, needed for ${purpose}, is taken by another program`, {
      cause,
    });
  });
}
