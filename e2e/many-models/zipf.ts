/**
 * Draws numbers below `count`, the nth as often as 1/(n + 1) of the first (Zipf's law): what few are asked for often, and most
 * now and then.
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
