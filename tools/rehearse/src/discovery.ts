/** A clock, fed with the CLI's lines, that measures how long the CLI takes to find each codebase's functions. */
export interface DiscoveryClock {
  onLine(line: string): void;
  /** Returns milliseconds; undefined for a codebase that the CLI did not reach. */
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
