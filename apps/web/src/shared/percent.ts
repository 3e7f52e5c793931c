/** A share as people write it, the sign kept on the number's line. Little is not nothing, and nearly all not all. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const figure = rounded === 0 && share > 0 ? '<1' : rounded === 100 && share < 1 ? '>99' : String(rounded);
  return `${figure}\u00A0%`;
}
