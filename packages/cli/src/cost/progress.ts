import { createBar } from '@pilotlight/command-line/progress-bar';

/** Work that takes less time needs no bar. */
const PATIENCE_MS = 700;

/** Creates a bar on stderr, which appears only if the work takes long and stderr is a terminal. */
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
      // The bar estimates the time left from the last updates: updates without progress would make it infinite.
      const thousandths = Math.round(share * 1000);
      if (!bar.isActive || thousandths === shown) return;
      shown = thousandths;
      bar.update(thousandths);
    },
    stop: () => bar.stop(),
  };
}
