import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { Refusal } from './body/refusal.ts';
import { refuse } from './body/refuse.ts';
import type { RequestBounds } from './body/request-bounds.ts';

/** The build replaces this name. */
declare const REQUEST_BOUNDS: RequestBounds;

/**
 * Replaces the package `finalhandler`, with which Express answers requests that no handler took: with an HTML page and,
 * outside production, the stack of an error. This one answers in the callable protocol's form.
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
  // Express refuses an address that it cannot parse, and its error quotes the sender's text.
  if (status >= 400 && status < 500) {
    return new Refusal({ code: 'INVALID_ARGUMENT', message: 'the request cannot be read' });
  }
  console.error(
    JSON.stringify({ severity: 'ERROR', message: 'a request failed', stack_trace: inspect(error) }),
  );
  return new Refusal({ code: 'INTERNAL', message: 'the request failed; the function’s log says why' });
}
