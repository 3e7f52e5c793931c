import type { ChannelTrace } from './trace-channels.ts';

/**
 * Chooses the weakest channels: those with filters of the smallest L1 norm (Li et al. 2017), multiplied by the factors
 * of the normalizations and depthwise kernels after them. Channels that are added together form one set, with the sum
 * of their strengths. The share holds for each layer, or for all layers with common channels; each keeps at least one.
 *
 * @param share share of the channels to remove, 0 to 1.
 * @returns the channels that represent the chosen sets.
 */
export function chooseChannels(trace: ChannelTrace, share: number): Set<number> {
  const { sets, passages } = trace;
  const scores = scoresOf(trace);
  const layers = [...passages.values()]
    .filter(({ isKernel }) => isKernel)
    .map(({ channels }) => new Set(channels.map(sets.setOf)));
  const chosen = new Set<number>();
  for (const group of groupsOf(layers)) {
    const all = new Set(group.flatMap((layer) => [...layer]));
    const free = [...all].filter((set) => sets.whyKept(set) === undefined);
    const weakest = free.toSorted((a, b) => (scores.get(a) ?? 0) - (scores.get(b) ?? 0));
    let wanted = Math.round(share * free.length);
    const remaining = new Map(group.map((layer) => [layer, layer.size]));
    for (const set of weakest) {
      if (wanted === 0) break;
      const holders = group.filter((layer) => layer.has(set));
      if (holders.some((layer) => (remaining.get(layer) ?? 0) < 2)) continue;
      for (const layer of holders) remaining.set(layer, (remaining.get(layer) ?? 0) - 1);
      chosen.add(set);
      wanted -= 1;
    }
  }
  return chosen;
}

/**
 * Returns the strength of each set of channels at the kernels that take it, each time relative to the average there.
 */
function scoresOf({ sets, passages }: ChannelTrace): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { taken } of passages.values()) {
    if (!taken) continue;
    const { channels, strengths } = taken;
    const average = strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
    for (const [at, channel] of channels.entries()) {
      const set = sets.setOf(channel);
      const strength = average > 0 ? (strengths[at] ?? 0) / average : 0;
      scores.set(set, (scores.get(set) ?? 0) + strength);
    }
  }
  return scores;
}

/** Returns groups of layers that share channels, directly or through others. */
function groupsOf(layers: readonly ReadonlySet<number>[]): ReadonlySet<number>[][] {
  let groups: ReadonlySet<number>[][] = [];
  for (const layer of layers) {
    const meets = (group: readonly ReadonlySet<number>[]) =>
      group.some((other) => [...other].some((set) => layer.has(set)));
    groups = [...groups.filter((group) => !meets(group)), [layer, ...groups.filter(meets).flat()]];
  }
  return groups;
}
