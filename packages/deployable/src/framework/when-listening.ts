import type { Server } from 'node:http';
import { drainOnSigterm } from './drain.ts';

/**
 * Longer than the ten minutes for which Google's front ends keep a connection. A server that closes an idle connection
 * first may do so just when a request arrives on it. With the 5 s of Node.js that happens every time the process was
 * blocked for as long.
 */
const KEEP_ALIVE_MS = 620_000;

/** The class to which the framework hands its server once it listens. */
interface ErrorHandlerClass {
  prototype: { server: Server; register: () => void };
}

/**
 * Adds to the Functions Framework's server what it lacks, once it listens.
 *
 * @param exported the exports of the framework's `invoker.js`.
 */
export default function whenListening({ ErrorHandler }: { ErrorHandler: ErrorHandlerClass }): void {
  const { register } = ErrorHandler.prototype;
  ErrorHandler.prototype.register = function registerOurs(this: ErrorHandlerClass['prototype']) {
    const before = process.listeners('SIGTERM');
    register.call(this);
    // The framework's own listener would end the process at once, with calls in flight.
    for (const listener of process.listeners('SIGTERM')) {
      if (!before.includes(listener)) process.off('SIGTERM', listener);
    }
    drainOnSigterm(this.server);
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
  };
}
