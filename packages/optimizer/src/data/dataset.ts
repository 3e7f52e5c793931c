/** What a model is asked about one example. */
type Question =
  /** A picture as its pixels, each 0 to 255: shape [height, width] or [height, width, channels]. */
  | { kind: 'pixels'; pixels: Uint8Array; shape: readonly number[] }
  /** An encoded picture: JPEG, PNG or WebP. */
  | { kind: 'image'; bytes: Uint8Array }
  /** A row as `instances` of a request has them. */
  | { kind: 'instance'; instance: unknown };

/** What is right: a class by its number or its name, or the numbers that a regression should give. */
export type Truth = { kind: 'class'; label: number | string } | { kind: 'values'; values: readonly number[] };

export interface Example {
  /** Where it is from, for an error. */
  name: string;
  question: Question;
  truth: Truth;
}

/** Examples that a model is evaluated or calibrated with. */
export interface Dataset {
  /** As it was named by whoever asked. */
  name: string;
  count: number;
  /** The files that the examples are in, as absolute paths. */
  files: readonly string[];
  /** The names of the classes in the order in which numbers count them, where the data has names. */
  classes: readonly string[] | undefined;
  /** @param at 0 to `count` - 1. */
  read(at: number): Promise<Example>;
}

/** The numbers of at most `most` examples, spread evenly over all. */
export function spread({ count }: Pick<Dataset, 'count'>, most = count): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, at) => Math.floor((at * count) / taken));
}
