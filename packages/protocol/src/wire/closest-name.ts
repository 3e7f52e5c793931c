/** Returns the name that was probably meant: one that differs in case or in up to two letters; undefined if none is near. */
export function closestName(given: string, names: readonly string[]): string | undefined {
  const [short, lower] = [given.slice(0, 64), given.slice(0, 64).toLowerCase()];
  let closest: string | undefined;
  // A third of the letters may be wrong, and no more than two.
  let most = Math.min(2, Math.floor(short.length / 3));
  for (const name of names) {
    if (name.toLowerCase() === lower) return name;
    const distance = editDistance(lower, name.toLowerCase().slice(0, 64));
    if (distance > most || (distance === most && closest !== undefined)) continue;
    [closest, most] = [name, distance];
  }
  return closest;
}

/** Returns the number of letters to add, remove or change; two swapped letters count as one. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const changed = (row[j - 1] ?? 0) + (isSame ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
