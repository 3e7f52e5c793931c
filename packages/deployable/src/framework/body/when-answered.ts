import type { ServerResponse } from 'node:http';

/** The longest that a function goes on with a call whose caller has gone. */
const ABANDONED_MS = 60_000;

/**
 * Calls `then` when a function has answered. That its caller has gone does not mean so: it still has what the caller
 * sent, and answers nobody when it is done with it.
 */
export function whenAnswered(response: ServerResponse, then: () => void): void {
  const end = response.end.bind(response);
  response.end = (...args: unknown[]) => {
    then();
    return Reflect.apply(end, undefined, args);
  };
  response.once('close', () => {
    if (!response.writableEnded) setTimeout(then, ABANDONED_MS).unref();
  });
}
