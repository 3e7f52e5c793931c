import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

const arrivals = new WeakMap<object, number>();

/**
 * Takes note of when each request's head arrives, by the clock of `performance`. A function is called only when the body
 * has been read too, which under load is much later; the platform's timeout runs from before either.
 */
export function watchArrivals(): void {
  subscribe('http.server.request.start', (message) => {
    if (isRequestStart(message)) arrivals.set(message.request, performance.now());
  });
}

/** When a request's head arrived; now, where nobody took note. */
export function arrivalTime(request: object): number {
  return arrivals.get(request) ?? performance.now();
}

function isRequestStart(message: unknown): message is { request: IncomingMessage } {
  return typeof message === 'object' && message !== null && 'request' in message;
}
