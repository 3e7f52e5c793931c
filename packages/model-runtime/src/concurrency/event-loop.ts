import { subscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';

/** The loop in which this process's work, its sockets and its timers take turns. */
export interface EventLoop {
  /** Milliseconds by a clock that nobody can set. */
  now(): number;
  /** Resolves once the loop has made a turn: everything that arrived is read, and everything that is ready is sent. */
  turn(): Promise<void>;
}

/**
 * The longest time to wait for new callers to connect, in milliseconds: callers that flood the loop wait themselves. With
 * 4 it accepted two of eighty callers with long bodies, and the last of them waited twice as long as the others.
 */
const MOST_MS = 8;

/** Callers that have connected since this process started. */
let letIn = 0;
subscribe('net.server.socket', () => void (letIn += 1));

/**
 * The loop of Node.js. One turn is not enough if callers are new: libuv accepts one connection a turn, so the last of many
 * would wait behind as many calls of those who came first. It does not wait for bodies that are still being sent: that
 * would be waiting for their senders, and costs a tenth of the processor under load.
 */
export const nodeEventLoop: EventLoop = {
  now: () => performance.now(),
  async turn() {
    const begun = performance.now();
    const { loopCount } = performance.nodeTiming.uvMetricsInfo;
    let before: number;
    do {
      before = letIn;
      // Immediates run right after the sockets, and do not delay timers.
      await new Promise((resolve) => void setImmediate(resolve));
      // The first may run before the loop has looked at its sockets.
    } while (
      performance.nodeTiming.uvMetricsInfo.loopCount === loopCount ||
      (letIn > before && performance.now() - begun < MOST_MS)
    );
  },
};
