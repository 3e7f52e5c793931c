import { LIMITS } from './limits.ts';
import type { OpCount } from './model-description.ts';

/**
 * Counts how often each name occurs, sorted by name.
 *
 * @throws {RangeError} if there are more names than any model has.
 */
export function countByName(names: Iterable<string>): OpCount[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.size > LIMITS.opKinds) throw new RangeError(`it has more than ${LIMITS.opKinds} kinds of ops`);
  }
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
