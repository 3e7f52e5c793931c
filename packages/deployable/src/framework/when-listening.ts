import type { Server } from 'node:http';
import { drainOnSigterm } from './drain.ts';

/**
 * Longer than Google's front ends keep a connection, which is ten minutes. A server that is the first to close one that
 * is idle may do so just when a request comes by it: after 5 s, as Node.js has it, that is every time that something
 * has kept the process for as long.
 */
const KEEP_ALIVE_MS = 620_000;

/** What the framework hands its server to once it listens. */
interface ErrorHandlerClass {
  prototype: { server: Server; register: () => void };
}

/**
 * Gives the Functions Framework's server what it lacks, once it listens.
 *
 * @param exported what the framework's `invoker.js` exports.
 */
export default function whenListening({ ErrorHandler }: { ErrorHandler: ErrorHandlerClass }): void {
  const { register } = ErrorHandler.prototype;
  ErrorHandler.prototype.register = function registerOurs(this: ErrorHandlerClass['prototype']) {
    const before = process.listeners('SIGTERM');
    register.call(this);
    // It would end at once, in the midst of calls.
    for (const listener of process.listeners('SIGTERM')) {
      if (!before.includes(listener)) process.off('SIGTERM', listener);
    }
    drainOnSigterm(this.server);
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
  };
}
