/** Formats dollars as on an invoice: `$2.88`. */
export function formatDollars(dollars: number): string {
  return `$${Math.max(0, dollars).toFixed(2)}`;
}

/** Formats a share: `3.4 %`. A share just above zero is not shown as zero. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1 %';
  return `${(share * 100).toFixed(1)} %`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}
