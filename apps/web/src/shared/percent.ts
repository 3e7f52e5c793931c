/** A share as people write it, the sign kept on the number's line. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00A0%`;
}
