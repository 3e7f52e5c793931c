import { subscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';

/** The loop that this process's work, its sockets and its timers take turns in. */
export interface EventLoop {
  /** Milliseconds by a clock that nobody can set. */
  now(): number;
  /** Resolves once the loop has gone around: what has come in is read, and what is ready is sent. */
  turn(): Promise<void>;
}

/**
 * How long the loop may go around for callers who keep coming, in milliseconds: those who flood it wait themselves. Within
 * 4 it let in two of eighty who come with long bodies, and the last of them waited twice as long as the others.
 */
const MOST_MS = 8;

/** Callers who have been let in since this process started. */
let letIn = 0;
subscribe('net.server.socket', () => void (letIn += 1));

/**
 * The loop of Node.js. Once around is not enough for it where callers are new: libuv lets in one in a turn, so the last
 * of many would wait behind as many calls of those who came first. It does not go around for bodies that are on their
 * way: that would be waiting for their senders, a tenth of the processor under load.
 */
export const nodeEventLoop: EventLoop = {
  now: () => performance.now(),
  async turn() {
    const begun = performance.now();
    const { loopCount } = performance.nodeTiming.uvMetricsInfo;
    let before: number;
    do {
      before = letIn;
      // Immediates come right after what the sockets have, and timers are never in their way.
      await new Promise((resolve) => void setImmediate(resolve));
      // The first may come before the loop has looked at its sockets.
    } while (
      performance.nodeTiming.uvMetricsInfo.loopCount === loopCount ||
      (letIn > before && performance.now() - begun < MOST_MS)
    );
  },
};
