export type Mutex = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * Runs one task at a time, in the order of arrival. All of an engine's work is for the one processor: two simultaneous
 * predictions would each take twice as long and both hold their memory.
 */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
