/** What a model brings with it beside its tensors: found in it, or in files that its makers put there. */
export interface Carried {
  /** What the classes are called. */
  labels?: { from: string; names: readonly string[] };
  /** What an input takes a pixel as: `(pixel - mean) / std`, for all channels or for each. */
  pixels?: { from: string; mean: readonly number[]; std: readonly number[]; crop: 'none' | 'center' };
}
