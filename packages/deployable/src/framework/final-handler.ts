import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { Refusal } from './body/refusal.ts';
import { refuse } from './body/refuse.ts';
import type { RequestBounds } from './body/request-bounds.ts';

/** Written in by the build. */
declare const REQUEST_BOUNDS: RequestBounds;

/**
 * Stands in for the package `finalhandler`, with which Express answers what nothing else has: a page of HTML, and
 * outside of production the stack of an error. This answers as a callable function does.
 */
export default function finalHandler(request: IncomingMessage, response: ServerResponse) {
  return (error: unknown): void => {
    if (response.headersSent) {
      if (error !== undefined && error !== null) request.socket.destroy();
      return;
    }
    refuse(request, response, { refusal: refusalOf(error), log: REQUEST_BOUNDS.log });
  };
}

function refusalOf(error: unknown): Refusal {
  if (error === undefined || error === null) {
    return new Refusal({ code: 'NOT_FOUND', message: 'there is nothing at this address' });
  }
  const status = typeof error === 'object' && 'status' in error ? Number(error.status) : 500;
  // Express refuses an address that it cannot read, and the sender's words would be in the error.
  if (status >= 400 && status < 500) {
    return new Refusal({ code: 'INVALID_ARGUMENT', message: 'this is no request that can be read' });
  }
  console.error(
    JSON.stringify({ severity: 'ERROR', message: 'a request failed', stack_trace: inspect(error) }),
  );
  return new Refusal({ code: 'INTERNAL', message: 'the request failed; the function’s log says why' });
}
