/** Formats a share as a percentage with two decimal places: 0.9953 becomes `99.53%`. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
