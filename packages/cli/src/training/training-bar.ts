import { createBar } from '@pilotlight/command-line/progress-bar';
import type { DistillProgress } from '@pilotlight/optimizer';
import { formatPercent } from '@pilotlight/statistics/format-percent';

interface Progress {
  onTeacher: (done: number) => void;
  onStep: (progress: DistillProgress) => void;
}

/** Shows the progress of a training on stderr, with its accuracy and the time left; without a terminal, a line per epoch. */
export async function withTrainingBar<Result>(
  { examples, epochs }: { examples: number; epochs: number },
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const asking = createBar('the teacher answers [{bar}] {value} of {total}');
  const training = createBar(
    `epoch {epoch}/${epochs} [{bar}] loss {loss}, held out {accuracy}, {eta_formatted} left`,
    { etaBuffer: 200 },
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
