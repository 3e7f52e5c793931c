/** What goes from one layer to the next, as far as it can be followed. */
export interface Stream {
  /** With -1 for what is open; undefined where it is not known. */
  shape: readonly number[] | undefined;
  /** The channel that each place of the last axis belongs to. */
  channels: readonly number[];
  /** How strong it is in each place, by the norms of what it came through since the last kernel that mixes channels. */
  strengths: readonly number[];
}

/** An axis of a weight, and the channel that each place of it belongs to. */
export interface Axis {
  weight: string;
  axis: number;
  channels: readonly number[];
}

/** What a layer does with channels. */
export interface Passage {
  /** What it gives. */
  channels: readonly number[];
  strengths: readonly number[];
  /** Where its weights have channels. */
  axes: readonly Axis[];
  /** A number of its configuration that counts the channels that it gives, or a list that ends with it. */
  count?: string;
  /** Whether it is a layer with a kernel: these are what channels are cut from. */
  isKernel?: true;
  /** What its kernel makes something new of. */
  taken?: Pick<Stream, 'channels' | 'strengths'>;
}
