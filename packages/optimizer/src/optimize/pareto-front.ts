/**
 * Returns the Pareto front, the cheapest first: things that no other one matches in quality at the same cost or less.
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
