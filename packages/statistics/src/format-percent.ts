/** A share as people read it, with two places: 0.9953 becomes `99.53%`. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
