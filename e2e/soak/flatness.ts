import type { SoakSample } from './soak.ts';

/** Greatest allowed growth: V8 collects when it likes, and keeps freed memory for a while. */
const MAX_GROWTH = 1.1;
/** Sockets that callers have opened and that are not closed yet. */
const MAX_MORE_DESCRIPTORS = 8;

/** Lists what has grown from the first half of a soak to the second; empty if nothing has. */
export function growthOf(samples: readonly SoakSample[]): string[] {
  const half = Math.floor(samples.length / 2);
  const [first, second] = [mostOf(samples.slice(0, half)), mostOf(samples.slice(half))];
  const grown: string[] = [];
  if (!(second.residentMiB <= MAX_GROWTH * first.residentMiB)) {
    grown.push(`memory grew from ${first.residentMiB.toFixed(0)} to ${second.residentMiB.toFixed(0)} MiB`);
  }
  if (!(second.descriptors <= first.descriptors + MAX_MORE_DESCRIPTORS)) {
    grown.push(`descriptors grew from ${first.descriptors} to ${second.descriptors}`);
  }
  return grown;
}

function mostOf(samples: readonly SoakSample[]): Pick<SoakSample, 'residentMiB' | 'descriptors'> {
  return {
    residentMiB: Math.max(...samples.map(({ residentMiB }) => residentMiB)),
    descriptors: Math.max(...samples.map(({ descriptors }) => descriptors)),
  };
}
