import type { ServerResponse } from 'node:http';

/** The longest time that a function may continue a call after its caller has left. */
const ABANDONED_MS = 60_000;

/**
 * Calls `then` when a function has answered. If the caller leaves earlier, the function still holds the request, and
 * answers nobody when it finishes.
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
