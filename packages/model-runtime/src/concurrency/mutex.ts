export type Mutex = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * Lets one task through at a time, in the order in which they came. Everything an engine does here is work for the
 * one processor: two predictions at once would each take twice as long and both hold their memory.
 */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
