import { Presets, SingleBar } from 'cli-progress';

/**
 * Makes a progress bar for work that never lets Node.js see to anything else: a handler for Ctrl-C would not be
 * called until its end, so none is set and Ctrl-C ends the process.
 *
 * @param format see cli-progress.
 */
export function createBar({ format }: { format: string }): SingleBar {
  return new SingleBar({ format, etaBuffer: 500, gracefulExit: false }, Presets.shades_classic);
}
