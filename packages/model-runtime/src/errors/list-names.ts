/** More would make an error of a thousand models as long as an answer. */
const MAX_NAMES = 10;

/** Lists names for an error: the first of many, and how many more there are. */
export function listNames(names: readonly (string | number)[]): string {
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
