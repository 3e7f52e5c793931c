import type { OpCount } from './model-description.ts';

/** How often each name occurs, sorted by name. */
export function countByName(names: Iterable<string>): OpCount[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
