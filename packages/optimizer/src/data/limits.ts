const MEBIBYTE = 2 ** 20;

/** Above these, data is refused before it is read: it is held in memory. */
export const DATA_LIMITS = {
  /** Of an IDX file, unpacked. */
  idx: 2048 * MEBIBYTE - 1,
  jsonLines: 512 * MEBIBYTE,
  /** Of one encoded picture. */
  image: 10 * MEBIBYTE,
  examples: 10_000_000,
} as const;
