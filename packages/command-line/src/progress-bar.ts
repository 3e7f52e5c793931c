import { type Options, Presets, SingleBar } from 'cli-progress';

/**
 * Makes a bar on stderr; it shows nothing if that is not a terminal.
 *
 * @param format see cli-progress.
 */
export function createBar(format: string, options: Options = {}): SingleBar {
  // The bar's own handler would end the process before unfinished files are removed, or would not run at all while the
  // work keeps Node.js busy.
  return new SingleBar({ format, gracefulExit: false, ...options }, Presets.shades_classic);
}

/** Shows the progress of `work`. */
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

/** Shows a counter for work of an unknown amount. */
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
