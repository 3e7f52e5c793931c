/** Data between two layers, as far as it can be followed. */
export interface Stream {
  /** Its shape, with -1 for an open size; undefined if unknown. */
  shape: readonly number[] | undefined;
  /** The channel of each position of the last axis. */
  channels: readonly number[];
  /**
   * Strength of each position, by the norms of the weights that it passed since the last kernel that mixes channels.
   */
  strengths: readonly number[];
}

/** An axis of a weight, and the channel of each of its positions. */
export interface Axis {
  weight: string;
  axis: number;
  channels: readonly number[];
}

/** Effect of a layer on channels. */
export interface Passage {
  /** Its output channels. */
  channels: readonly number[];
  strengths: readonly number[];
  /** Axes of channels in its weights. */
  axes: readonly Axis[];
  /** Name of a number in its configuration that counts its output channels, or of a list that ends with it. */
  count?: string;
  /** True for a layer with a kernel: channels are cut from these. */
  isKernel?: true;
  /** Channels that its kernel mixes into new ones. */
  taken?: Pick<Stream, 'channels' | 'strengths'>;
}
