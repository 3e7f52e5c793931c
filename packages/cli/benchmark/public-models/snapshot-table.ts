import type { EngineName } from '@pilotlight/protocol';

/** The engine that serves a model, and why the model has no snapshot if it has none. */
export interface SnapshotTaken {
  engine: EngineName;
  why: string | undefined;
}

/**
 * Returns lines that say for each engine how many of its models have a snapshot, and how many have none for each reason.
 */
export function snapshotTable(results: readonly { snapshot?: SnapshotTaken }[]): string[] {
  const taken = results.flatMap(({ snapshot }) => snapshot ?? []);
  return [...new Set(taken.map(({ engine }) => engine))].toSorted().flatMap((engine) => {
    const served = taken.filter((one) => one.engine === engine);
    const whys = served.flatMap(({ why }) => why ?? []);
    const counts = [...new Set(whys)].map((why) => [whys.filter((one) => one === why).length, why] as const);
    const have = served.length - whys.length;
    return [
      '',
      `on ${engine}: ${have} of ${served.length} have a snapshot (${((100 * have) / served.length).toFixed(1)} %)`,
      ...counts.toSorted(([a], [b]) => b - a).map(([count, why]) => `  ${count} not: ${why}`),
    ];
  });
}
