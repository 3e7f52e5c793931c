import type { EngineName } from '@pilotlight/protocol';

/** On which engine a model is served, and why it has no snapshot where it has none. */
export interface SnapshotTaken {
  engine: EngineName;
  why: string | undefined;
}

/** Says how many of the models on each engine have a snapshot, and of how many others each is why not. */
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
