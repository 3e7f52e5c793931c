/**
 * Of things that cost something and are good for something, those than which none costs no more and is as good: the
 * cheapest first.
 */
export function paretoFront<Thing>(
  things: readonly Thing[],
  { cost, quality }: { cost: (thing: Thing) => number; quality: (thing: Thing) => number },
): Thing[] {
  const ordered = things.toSorted((a, b) => cost(a) - cost(b) || quality(b) - quality(a));
  let best = -Infinity;
  return ordered.filter((thing) => {
    if (quality(thing) <= best) return false;
    best = quality(thing);
    return true;
  });
}
