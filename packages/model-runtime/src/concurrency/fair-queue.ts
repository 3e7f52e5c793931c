import { assertWanted, type CallOptions } from './call-options.ts';
import { type EventLoop, nodeEventLoop } from './event-loop.ts';

export type FairQueue = <Result>(task: () => Promise<Result>, options?: CallOptions) => Promise<Result>;

/**
 * The longest time that tasks may follow each other before the event loop has a turn, in milliseconds. A longer task has
 * a turn after itself. The data that a turn uses must be loaded into the processor's caches again, which are full of a
 * model's weights. So fewer turns mean more answers, and longer waits for some (bench/README.md, "What safety costs").
 */
const TURN_MS = 16;

/**
 * Runs one task at a time, in the order of arrival: two simultaneous predictions would each take twice as long, because
 * all of it is work for one processor, and both would hold their memory.
 *
 * The event loop has its turn in between. Without it, answers leave and requests are read only when the queue is empty,
 * which never happens under load: libuv accepts one connection a turn, so that some callers would wait for minutes.
 *
 * A task does not run if its caller has gone, or its deadline has passed.
 */
export function createFairQueue(loop: EventLoop = nodeEventLoop): FairQueue {
  const waiting: (() => Promise<void>)[] = [];
  let isRunning = false;
  /** The start of the first task since the loop's last turn; undefined if there is none. */
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
