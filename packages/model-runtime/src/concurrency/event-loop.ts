import { performance } from 'node:perf_hooks';

/** The loop that this process's work, its sockets and its timers take turns in. */
export interface EventLoop {
  /** Milliseconds by a clock that nobody can set. */
  now(): number;
  /** Resolves once the loop has gone around: what has come in is read, and what is ready is sent. */
  turn(): Promise<void>;
}

/** How long the loop may go around for what keeps coming in, in milliseconds: callers who flood it wait themselves. */
const MOST_MS = 4;

/**
 * The loop of Node.js. Once around is not enough for it: libuv accepts one connection and reads 64 kB of each body, so
 * the last of many new callers would wait behind as many calls of those who came first.
 */
export const nodeEventLoop: EventLoop = {
  now: () => performance.now(),
  async turn() {
    const begun = performance.now();
    let before: number;
    do {
      before = eventsSoFar();
      // Immediates come right after what the sockets have, and timers are never in their way.
      await new Promise((resolve) => void setImmediate(resolve));
    } while (eventsSoFar() > before && performance.now() - begun < MOST_MS);
  },
};

/** What sockets and the like have had for this process since it started. */
function eventsSoFar(): number {
  return performance.nodeTiming.uvMetricsInfo.events;
}
