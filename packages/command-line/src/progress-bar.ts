import { Presets, SingleBar } from 'cli-progress';

/** Shows on stderr how far something is; nothing where that is no terminal. */
export async function withProgress<Result>(
  { total, what }: { total: number; what: string },
  work: (onProgress: (done: number) => void) => Promise<Result>,
): Promise<Result> {
  // The handler of the bar would end the process before what is half done is cleared away.
  const bar = new SingleBar(
    { format: `${what} [{bar}] {value} of {total}, {eta_formatted} left`, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  try {
    return await work((done) => bar.update(done));
  } finally {
    bar.stop();
  }
}

/** Shows on stderr how often something has been done that nobody knows the number of; nothing where that is no terminal. */
export async function withSpinner<Result>(
  what: string,
  work: (onDone: () => void) => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar(
    { format: `{value} ${what}, {duration_formatted}`, gracefulExit: false, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(Infinity, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
