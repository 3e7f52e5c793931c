import { createBar } from '@pilotlight/command-line/progress-bar';

/** What is over sooner needs no bar. */
const PATIENCE_MS = 700;

/** A bar on stderr that appears where something takes its time; nothing where that is no terminal. */
export function createProgress(): { update(share: number): void; stop(): void } {
  const bar = createBar('simulating [{bar}] {percentage} %, {eta_formatted} left', {
    etaBuffer: 200,
    clearOnComplete: true,
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
