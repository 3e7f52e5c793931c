/** Calls of a function over HTTP, as its first callers will make them. */
export interface Exercise {
  /** The function, by the name under which it is exported. */
  target: string;
  /** What each call sends as `data`. */
  calls: readonly unknown[];
}
