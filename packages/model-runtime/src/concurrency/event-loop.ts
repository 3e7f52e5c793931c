/** The loop that this process's work, its sockets and its timers take turns in. */
export interface EventLoop {
  /** Milliseconds by a clock that nobody can set. */
  now(): number;
  /** Resolves once the loop has gone around: what has come in is read, and what is ready is sent. */
  turn(): Promise<void>;
}

/** The loop of Node.js. Immediates come right after what the sockets have, and timers are never in their way. */
export const nodeEventLoop: EventLoop = {
  now: () => performance.now(),
  turn: () => new Promise((resolve) => void setImmediate(resolve)),
};
