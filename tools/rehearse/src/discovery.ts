/** How long the CLI took to find out what each codebase declares, from when it printed what. */
export interface DiscoveryClock {
  onLine(line: string): void;
  /** Milliseconds; undefined for a codebase that it did not come to. */
  took(codebase: string): number | undefined;
}

const BEGINS = /Loading and analyzing source code for codebase (\S+) to determine/;

export function createDiscoveryClock(now: () => number = () => performance.now()): DiscoveryClock {
  const durations = new Map<string, number>();
  let current: { codebase: string; begun: number } | undefined;
  return {
    onLine(line) {
      if (current && !durations.has(current.codebase)) {
        durations.set(current.codebase, Math.round(now() - current.begun));
      }
      const [, codebase] = BEGINS.exec(line) ?? [];
      current = codebase === undefined ? undefined : { codebase, begun: now() };
    },
    took: (codebase) => durations.get(codebase),
  };
}
