import { setImmediate as allMicrotasks } from 'node:timers/promises';
import type { EventLoop } from '../event-loop.ts';

/** An event loop with a clock that advances only when a test says that the processor works. */
export interface VirtualLoop extends EventLoop {
  /** Keeps the processor busy for this many milliseconds. */
  work(ms: number): void;
  /** Opens a connection on which no call has come yet; libuv accepts one of these a turn. */
  connect(open: () => void): void;
  /** Delivers data on an open connection. */
  send(at: number, receive: () => void): void;
  /** Runs turns until nothing is left to do, or this much time has passed. */
  run(until?: number): Promise<void>;
}

export function createVirtualLoop(): VirtualLoop {
  let time = 0;
  const connecting: (() => void)[] = [];
  let sent: { at: number; receive: () => void }[] = [];
  const turns: (() => void)[] = [];

  return {
    now: () => time,
    turn: () => new Promise((resolve) => turns.push(resolve)),
    work: (ms) => void (time += ms),
    connect: (open) => void connecting.push(open),
    send: (at, receive) => void sent.push({ at, receive }),

    async run(until = Number.POSITIVE_INFINITY) {
      await allMicrotasks();
      while (time < until) {
        const begun = time;
        const read = sent.filter(({ at }) => at <= begun);
        sent = sent.filter(({ at }) => at > begun);
        const letIn = connecting.splice(0, 1);
        const due = [...read.map(({ receive }) => receive), ...letIn];
        for (const receive of due) {
          receive();
          await allMicrotasks();
        }
        // A turn continues while there are callers to accept.
        const taken = letIn.length > 0 ? [] : turns.splice(0);
        for (const take of taken) {
          take();
          await allMicrotasks();
        }
        if (due.length + taken.length > 0) continue;
        if (sent.length === 0) return;
        time = Math.min(...sent.map(({ at }) => at));
      }
    },
  };
}
