/** Channels of a network by number, and which of them can only go together. */
export interface ChannelSets {
  /** New channels, none of them joined with another. */
  add: (count: number) => number[];
  /** Whoever takes the one away takes the other away as well. */
  join: (one: number, other: number) => void;
  /** None of these can go, for a reason; a later one goes before an earlier one. */
  keep: (channels: Iterable<number>, why: string) => void;
  /** The channel that stands for all that are joined with this one. */
  setOf: (channel: number) => number;
  /** Why a channel cannot go. */
  whyKept: (channel: number) => string | undefined;
}

/** The usual forest of disjoint sets: each channel points towards the one that stands for its set. */
export function createChannelSets(): ChannelSets {
  const towards: number[] = [];
  const reasons = new Map<number, string>();

  const setOf = (channel: number) => {
    let root = channel;
    for (let next = towards[root]; next !== undefined && next !== root; next = towards[root]) root = next;
    // Whoever asks again has a shorter way.
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
