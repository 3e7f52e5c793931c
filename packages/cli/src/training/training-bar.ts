import type { DistillProgress } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { Presets, SingleBar } from 'cli-progress';

interface Progress {
  onTeacher: (done: number) => void;
  onStep: (progress: DistillProgress) => void;
}

/** Shows on stderr how far a training is, with its accuracy and the time that is left; without a terminal, each epoch. */
export async function withTrainingBar<Result>(
  { examples, epochs }: { examples: number; epochs: number },
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const options = { etaBuffer: 200, gracefulExit: false };
  const asking = new SingleBar(
    { format: 'the teacher answers [{bar}] {value} of {total}', ...options },
    Presets.shades_classic,
  );
  const training = new SingleBar(
    {
      format: `epoch {epoch}/${epochs} [{bar}] loss {loss}, held out {accuracy}, {eta_formatted} left`,
      ...options,
    },
    Presets.shades_classic,
  );
  let lastEpoch = 0;
  try {
    return await work({
      onTeacher(done) {
        if (!asking.isActive) asking.start(examples, 0);
        asking.update(done);
      },
      onStep({ epoch, step, steps, loss, accuracy }) {
        asking.stop();
        const known = accuracy === undefined ? '-' : formatPercent(accuracy);
        if (!training.isActive) training.start(steps, step);
        training.update(step, { epoch, loss: loss.toFixed(3), accuracy: known });
        if (!process.stderr.isTTY && epoch !== lastEpoch) {
          console.error(`epoch ${epoch}/${epochs}: held out so far ${known}`);
        }
        lastEpoch = epoch;
      },
    });
  } finally {
    asking.stop();
    training.stop();
  }
}
