import { SingleBar } from 'cli-progress';

/** What is over sooner needs no bar. */
const PATIENCE_MS = 700;

/** A bar on stderr that appears where something takes its time; nothing where that is no terminal. */
export function createProgress(): { update(share: number): void; stop(): void } {
  const bar = new SingleBar({
    format: 'simulating [{bar}] {percentage} %, {eta_formatted} left',
    stream: process.stderr,
    etaBuffer: 200,
    clearOnComplete: true,
    // Simulating leaves Node.js no time for a handler of Ctrl+C; without one, it ends the process.
    gracefulExit: false,
  });
  const start = performance.now();
  return {
    update(share) {
      if (!bar.isActive && performance.now() - start > PATIENCE_MS) bar.start(1000, 0);
      if (bar.isActive) bar.update(Math.round(share * 1000));
    },
    stop: () => bar.stop(),
  };
}
