/** The most names in an error. With more, an error of a thousand models would be as long as an answer. */
const MAX_NAMES = 10;

/** Lists names for an error: the first few, and how many more there are. */
export function listNames(names: readonly (string | number)[]): string {
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
