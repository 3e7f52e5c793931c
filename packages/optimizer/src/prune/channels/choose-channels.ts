import type { ChannelTrace } from './trace-channels.ts';

/**
 * Chooses the weakest channels: those of which least is made, by the L1 norms of the filters that give them (Li et al.
 * 2017) times those of what the following kernels make of them, so that it does not count how the two share a factor
 * (Park et al. 2020). Channels that meet in an addition are one. The share holds for each layer, or for all layers whose
 * channels meet; each keeps one at least.
 *
 * @param share how many of the channels are to go, 0 to 1.
 * @returns those that stand for their sets.
 */
export function chooseChannels({ sets, passages }: ChannelTrace, share: number): Set<number> {
  const scores = scoresOf({ sets, passages });
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

/** How much is made of each set of channels, by all kernels that take it, each measured by what it makes on average. */
function scoresOf({ sets, passages }: Pick<ChannelTrace, 'sets' | 'passages'>): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { use } of passages.values()) {
    if (!use) continue;
    const total = use.amounts.reduce((sum, amount) => sum + amount, 0);
    for (const [at, channel] of use.channels.entries()) {
      const set = sets.setOf(channel);
      const part = total > 0 ? ((use.amounts[at] ?? 0) * use.channels.length) / total : 0;
      scores.set(set, (scores.get(set) ?? 0) + part);
    }
  }
  return scores;
}

/** Layers that have channels in common, directly or through others. */
function groupsOf(layers: readonly ReadonlySet<number>[]): ReadonlySet<number>[][] {
  let groups: ReadonlySet<number>[][] = [];
  for (const layer of layers) {
    const meets = (group: readonly ReadonlySet<number>[]) =>
      group.some((other) => [...other].some((set) => layer.has(set)));
    groups = [...groups.filter((group) => !meets(group)), [layer, ...groups.filter(meets).flat()]];
  }
  return groups;
}
