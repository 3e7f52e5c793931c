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
  let shown = 0;
  return {
    update(share) {
      if (!bar.isActive && performance.now() - start > PATIENCE_MS) bar.start(1000, 0);
      // It reckons what is left by how far the last updates went: those that go nowhere would make that infinite.
      const thousandths = Math.round(share * 1000);
      if (!bar.isActive || thousandths === shown) return;
      shown = thousandths;
      bar.update(thousandths);
    },
    stop: () => bar.stop(),
  };
}
