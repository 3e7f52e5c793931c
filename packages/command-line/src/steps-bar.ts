import type { SingleBar } from 'cli-progress';
import { createBar } from './progress-bar.ts';

/** Starts a bar for the steps of a measurement, which is cleared when it stops. */
export function stepsBar(total: number, unit: string): SingleBar {
  const bar = createBar(`{bar} {value}/{total} ${unit}, {eta_formatted} left`, { clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}
