const UNITS = ['KiB', 'MiB', 'GiB'] as const;

/** Formats bytes with at most three digits, such as `3.4 MiB`, so that sizes can be compared at a glance. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const exponent = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  return `${Number((bytes / 1024 ** exponent).toPrecision(3))} ${UNITS[exponent - 1]}`;
}
