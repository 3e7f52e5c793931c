/** Calls of a function over HTTP, as its first callers will make them. */
export interface Exercise {
  /** The function's exported name. */
  target: string;
  /** The `data` of each call. */
  calls: readonly unknown[];
}
