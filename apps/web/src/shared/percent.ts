/** Formats a share as a percentage on one line. A small share is `<1`, not 0; a nearly full one is `>99`, not 100. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const figure = rounded === 0 && share > 0 ? '<1' : rounded === 100 && share < 1 ? '>99' : String(rounded);
  return `${figure}\u00A0%`;
}
