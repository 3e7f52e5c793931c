import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

const arrivals = new WeakMap<object, number>();

/**
 * Records the arrival of each request's head, by the clock of `performance`. A function is called only after the body has
 * been read, which under load is much later; the platform's timeout starts before both.
 */
export function watchArrivals(): void {
  subscribe('http.server.request.start', (message) => {
    if (isRequestStart(message)) arrivals.set(message.request, performance.now());
  });
}

/** Returns the arrival time of a request's head; now if it was not recorded. */
export function arrivalTime(request: object): number {
  return arrivals.get(request) ?? performance.now();
}

function isRequestStart(message: unknown): message is { request: IncomingMessage } {
  return typeof message === 'object' && message !== null && 'request' in message;
}
