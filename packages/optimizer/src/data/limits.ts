const MEBIBYTE = 2 ** 20;

/** Larger data is refused before it is read, as it is held in memory. */
export const DATA_LIMITS = {
  /** Bytes of an IDX file, unpacked. */
  idx: 2048 * MEBIBYTE - 1,
  jsonLines: 512 * MEBIBYTE,
  /** Bytes of one encoded picture. */
  image: 10 * MEBIBYTE,
  examples: 10_000_000,
} as const;
