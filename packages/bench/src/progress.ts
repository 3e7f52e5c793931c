import { SingleBar } from 'cli-progress';

/** A bar of cold starts on stderr; nothing where that is no terminal. */
export function startsBar(total: number): SingleBar {
  return stepsBar(total, 'starts');
}

/** The same of other steps. */
export function stepsBar(total: number, unit: string): SingleBar {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${unit}, {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return bar;
}
