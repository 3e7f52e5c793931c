import type { NamedTensors } from '@pilotlight/protocol/tensors';

/** Returns how far answers are from those of the original: the largest difference, as a share of the largest value. */
export function differenceOf(original: NamedTensors, converted: NamedTensors): number {
  let worst = 0;
  for (const [name, { shape, data }] of Object.entries(original)) {
    const other = converted[name];
    if (!other || other.shape.join() !== shape.join()) return Infinity;
    let largest = 0;
    let difference = 0;
    for (let at = 0; at < data.length; at++) {
      const [one, two] = [Number(data[at]), Number(other.data[at])];
      if (Object.is(one, two)) continue;
      // NaN and infinity must be in both.
      if (!Number.isFinite(one) || !Number.isFinite(two)) return Infinity;
      difference = Math.max(difference, Math.abs(one - two));
    }
    for (const element of data) {
      const size = Math.abs(Number(element));
      if (Number.isFinite(size)) largest = Math.max(largest, size);
    }
    if (difference > 0) worst = Math.max(worst, largest === 0 ? Infinity : difference / largest);
  }
  return worst;
}
