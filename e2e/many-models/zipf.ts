/**
 * Draws numbers below `count`, the nth 1/(n + 1) times as often as the first (Zipf's law): a few are drawn often, and
 * most now and then.
 */
export function zipf(count: number, random: () => number): () => number {
  const upTo: number[] = [];
  let sum = 0;
  for (let n = 0; n < count; n++) upTo.push((sum += 1 / (n + 1)));
  return () => {
    const at = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
