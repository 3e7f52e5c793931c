import { createServer } from 'node:net';
import { EMULATORS, type EmulatorPorts } from './emulator-ports.ts';
import { LocalPlatformError } from './local-platform-error.ts';
import { PortsTakenError } from './ports-taken-error.ts';

/** @throws {PortsTakenError} if programs listen on some of the ports. */
export async function assertPortsFree(ports: EmulatorPorts): Promise<void> {
  const taken: Partial<EmulatorPorts> = {};
  for (const emulator of EMULATORS) if (await isTaken(ports[emulator])) taken[emulator] = ports[emulator];
  if (Object.keys(taken).length > 0) throw new PortsTakenError(taken);
}

async function isTaken(port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE') resolve(true);
    else reject(new LocalPlatformError(`port ${port} cannot be used: ${cause.message}`, { cause }));
  });
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  return promise;
}
