/** `$2.88`: what is on an invoice. */
export function formatDollars(dollars: number): string {
  return `$${Math.max(0, dollars).toFixed(2)}`;
}

/** `3.4 %`, and no zero for what is not quite nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1 %';
  return `${(share * 100).toFixed(1)} %`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}
