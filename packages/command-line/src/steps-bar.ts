import type { SingleBar } from 'cli-progress';
import { createBar } from './progress-bar.ts';

/** Starts a bar of the steps of a measurement, which is gone when it stops. */
export function stepsBar(total: number, unit: string): SingleBar {
  const bar = createBar(`{bar} {value}/{total} ${unit}, {eta_formatted} left`, { clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}
