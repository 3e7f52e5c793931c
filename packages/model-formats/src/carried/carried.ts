/** Extra facts that come with a model: from its own file, or from files beside it. */
export interface Carried {
  /** Names of the classes. */
  labels?: { from: string; names: readonly string[] };
  /** Scaling of a pixel for the input: `(pixel - mean) / std`, for all channels or for each. */
  pixels?: { from: string; mean: readonly number[]; std: readonly number[]; crop: 'none' | 'center' };
}
