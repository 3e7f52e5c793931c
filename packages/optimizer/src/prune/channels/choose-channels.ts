import type { ChannelTrace } from './trace-channels.ts';

/**
 * Chooses the weakest channels: those whose filters have the least L1 norm (Li et al. 2017), with what normalisations and
 * depthwise kernels behind them multiply it by. Channels that meet in an addition are one, as strong as all of them. The
 * share holds for each layer, or for all layers whose channels meet; each keeps one at least.
 *
 * @param share how many of the channels are to go, 0 to 1.
 * @returns those that stand for their sets.
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

/** How strong each set of channels is where kernels take it, each time measured by what is taken there on average. */
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
