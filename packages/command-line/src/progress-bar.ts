import { type Options, Presets, SingleBar } from 'cli-progress';

/**
 * Makes a bar on stderr; nothing is shown where that is no terminal.
 *
 * @param format see cli-progress.
 */
export function createBar(format: string, options: Options = {}): SingleBar {
  // The handler of the bar would end the process before what is half done is cleared away, or would not be called at all
  // while work leaves Node.js no time for it.
  return new SingleBar({ format, gracefulExit: false, ...options }, Presets.shades_classic);
}

/** Shows how far something is. */
export async function withProgress<Result>(
  { total, what }: { total: number; what: string },
  work: (onProgress: (done: number) => void) => Promise<Result>,
): Promise<Result> {
  const bar = createBar(`${what} [{bar}] {value} of {total}, {eta_formatted} left`);
  bar.start(total, 0);
  try {
    return await work((done) => bar.update(done));
  } finally {
    bar.stop();
  }
}

/** Shows how often something has been done that nobody knows the number of. */
export async function withSpinner<Result>(
  what: string,
  work: (onDone: () => void) => Promise<Result>,
): Promise<Result> {
  const bar = createBar(`{value} ${what}, {duration_formatted}`, { clearOnComplete: true });
  bar.start(Infinity, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
