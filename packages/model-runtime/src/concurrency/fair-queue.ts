import { assertWanted, type CallOptions } from './call-options.ts';
import { type EventLoop, nodeEventLoop } from './event-loop.ts';

export type FairQueue = <Result>(task: () => Promise<Result>, options?: CallOptions) => Promise<Result>;

/**
 * How long tasks may follow each other before the event loop has a turn, in milliseconds: a task that is longer has a
 * turn after itself. What a turn runs has to come into the processor's caches again, which are full of a model's weights,
 * so fewer turns are more answers, and longer waits for some (bench/README.md, "What safety costs").
 */
const TURN_MS = 16;

/**
 * Lets one task through at a time, in the order in which they came: two predictions at once would each take twice as
 * long, as all of it is work for one processor, and both hold their memory.
 *
 * The event loop has its turn in between. Without one, answers leave and requests are read only when the queue is
 * empty, which under load it never is: libuv accepts one connection in a turn, so that some callers wait for minutes.
 *
 * A task whose caller has gone, or whose deadline has passed, is not begun.
 */
export function createFairQueue(loop: EventLoop = nodeEventLoop): FairQueue {
  const waiting: (() => Promise<void>)[] = [];
  let isRunning = false;
  /** When the first task since the loop's last turn began; undefined where none has. */
  let busySince: number | undefined;

  function next(): void {
    if (isRunning || (busySince !== undefined && loop.now() - busySince >= TURN_MS)) return;
    const task = waiting.shift();
    if (!task) return;
    if (busySince === undefined) {
      busySince = loop.now();
      void afterTurn();
    }
    void run(task);
  }

  async function afterTurn(): Promise<void> {
    await loop.turn();
    busySince = undefined;
    next();
  }

  async function run(task: () => Promise<void>): Promise<void> {
    isRunning = true;
    await task();
    isRunning = false;
    next();
  }

  return (task, options = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof task>>>();
    waiting.push(async () => {
      try {
        assertWanted(options, loop.now());
        resolve(await task());
      } catch (error) {
        reject(error);
      }
    });
    next();
    return promise;
  };
}
