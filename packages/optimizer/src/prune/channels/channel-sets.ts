/** Channels of a network by number, in sets that can only be removed together. */
export interface ChannelSets {
  /** Adds channels, each in a set of its own. */
  add: (count: number) => number[];
  /** Joins the sets of two channels, so that they can only be removed together. */
  join: (one: number, other: number) => void;
  /** Keeps these channels, for a reason; the latest reason counts. */
  keep: (channels: Iterable<number>, why: string) => void;
  /** Returns the channel that represents the set of this one. */
  setOf: (channel: number) => number;
  /** Returns the reason why a channel is kept. */
  whyKept: (channel: number) => string | undefined;
}

/** Creates a forest of disjoint sets: each channel points towards the one that represents its set. */
export function createChannelSets(): ChannelSets {
  const towards: number[] = [];
  const reasons = new Map<number, string>();

  const setOf = (channel: number) => {
    let root = channel;
    for (let next = towards[root]; next !== undefined && next !== root; next = towards[root]) root = next;
    // Shortens the path for the next lookup.
    for (let at = channel; at !== root;) {
      const next = towards[at] ?? root;
      towards[at] = root;
      at = next;
    }
    return root;
  };
  return {
    setOf,
    add(count) {
      const first = towards.length;
      const added = Array.from({ length: count }, (_, at) => first + at);
      for (const channel of added) towards.push(channel);
      return added;
    },
    join(one, other) {
      const [root, joined] = [setOf(one), setOf(other)];
      if (root === joined) return;
      towards[joined] = root;
      const why = reasons.get(root) ?? reasons.get(joined);
      if (why !== undefined) reasons.set(root, why);
    },
    keep(channels, why) {
      for (const channel of channels) reasons.set(setOf(channel), why);
    },
    whyKept: (channel) => reasons.get(setOf(channel)),
  };
}
