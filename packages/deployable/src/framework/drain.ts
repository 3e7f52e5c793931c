import type { Server, ServerResponse } from 'node:http';
import { Refusal } from './body/refusal.ts';
import { refuse } from './body/refuse.ts';
import type { RequestBounds } from './body/request-bounds.ts';

/** The build replaces this name. */
declare const REQUEST_BOUNDS: RequestBounds;

/** Time for the calls in flight. Cloud Run waits ten seconds after SIGTERM before it ends the process. */
const DRAIN_MS = 9000;

/** Time to send the last answers. */
const FAREWELL_MS = 200;

const SWEEP_MS = 50;

const ENDING = new Refusal({ code: 'UNAVAILABLE', message: 'this instance is shutting down: try again' });

/**
 * Answers the calls in flight when the process gets SIGTERM: it takes no new connections, and ends when the last call
 * is answered, or just before the platform would end it.
 */
export function drainOnSigterm(server: Server): void {
  const unanswered = new Set<ServerResponse>();
  let isDraining = false;
  server.prependListener('request', (_, response) => {
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    if (isDraining) response.shouldKeepAlive = false;
  });
  process.once('SIGTERM', () => {
    isDraining = true;
    for (const response of unanswered) response.shouldKeepAlive = false;
    server.close(() => process.exit(0));
    setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    setTimeout(() => {
      for (const response of unanswered) {
        if (!response.headersSent)
          refuse(response.req, response, { refusal: ENDING, log: REQUEST_BOUNDS.log });
      }
      setTimeout(() => process.exit(0), FAREWELL_MS);
    }, DRAIN_MS);
  });
}
