import { createBar } from '@pilotlight/command-line/progress-bar';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import type { EpochResult, TrainingProgress } from './train.ts';

/** Progress output of a training. */
export interface TrainingBar {
  onStep: (progress: TrainingProgress) => void;
  onEpoch: (result: EpochResult) => void;
  stop: () => void;
}

/** Shows a bar; without a terminal, one line after each epoch. */
export function createTrainingBar({ epochs }: { epochs: number }): TrainingBar {
  const bar = createBar(
    `epoch {epoch}/${epochs} [{bar}] loss {loss}, validation {validation}, {eta_formatted} left`,
    { etaBuffer: 500 },
  );
  let validation = '-';
  return {
    onStep({ step, steps, epoch, loss }) {
      if (!bar.isActive) {
        bar.start(steps, 0);
      }
      bar.update(step, { epoch, loss: loss.toFixed(3), validation });
    },
    onEpoch({ epoch, validationAccuracy }) {
      validation = formatPercent(validationAccuracy);
      if (!process.stderr.isTTY) {
        console.error(`epoch ${epoch}/${epochs}: validation ${validation}`);
      }
    },
    stop: () => bar.stop(),
  };
}
