/** Input of one example. */
type Question =
  /** A picture as pixels from 0 to 255, of shape [height, width] or [height, width, channels]. */
  | { kind: 'pixels'; pixels: Uint8Array; shape: readonly number[] }
  /** An encoded picture: JPEG, PNG or WebP. */
  | { kind: 'image'; bytes: Uint8Array }
  /** A row, as in `instances` of a request. */
  | { kind: 'instance'; instance: unknown };

/** Expected answer: a class by index or name, or the target values of a regression. */
export type Truth = { kind: 'class'; label: number | string } | { kind: 'values'; values: readonly number[] };

export interface Example {
  /** Source of the example, for an error. */
  name: string;
  question: Question;
  truth: Truth;
}

/** Examples to evaluate or calibrate a model with. */
export interface Dataset {
  /** The name that the caller gave it. */
  name: string;
  count: number;
  /** Files with the examples, as absolute paths. */
  files: readonly string[];
  /** Class names in the order of their indices, if the data has names. */
  classes: readonly string[] | undefined;
  /**
   * Reads an example.
   *
   * @param at 0 to `count` - 1.
   */
  read(at: number): Promise<Example>;
}

/** Returns the indices of at most `most` examples, spread evenly over all. */
export function spread({ count }: Pick<Dataset, 'count'>, most = count): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, at) => Math.floor((at * count) / taken));
}
