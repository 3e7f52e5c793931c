import { countSteps, type PlannedStep } from './plan.ts';

/** Shows on stderr the current step, the progress, and the time left. */
export interface SearchProgress {
  /** Runs a step. */
  during<Result>(planned: PlannedStep, name: string, work: () => Promise<Result>): Promise<Result>;
  /** Removes steps that will not be tried from the total. */
  leaveOut(planned: readonly PlannedStep[]): void;
}

/** Creates a progress that estimates the time left from finished steps: steps of a family take about the same time. */
export function createSearchProgress(
  planned: readonly PlannedStep[],
  { say = (line: string) => console.error(line), now = () => performance.now() } = {},
): SearchProgress {
  const left = countSteps(planned);
  const total = sumOf(left);
  const spent = new Map<string, { ms: number; count: number }>();

  const minutesLeft = () => {
    let ms = 0;
    for (const [family, count] of left) {
      const known = spent.get(family);
      if (count > 0 && !known) return undefined;
      if (known) ms += (count * known.ms) / known.count;
    }
    return ms / 60_000;
  };
  return {
    async during({ family }, name, work) {
      const minutes = minutesLeft();
      const time =
        minutes === undefined
          ? ''
          : `, ${minutes < 1 ? 'less than a minute' : `about ${Math.ceil(minutes)} min`} left`;
      say(`${total - sumOf(left) + 1} of ${total}${time}: ${name}`);
      const before = now();
      const result = await work();
      const { ms, count } = spent.get(family) ?? { ms: 0, count: 0 };
      spent.set(family, { ms: ms + now() - before, count: count + 1 });
      left.set(family, (left.get(family) ?? 0) - 1);
      return result;
    },
    leaveOut(dropped) {
      for (const [family, count] of countSteps(dropped)) left.set(family, (left.get(family) ?? 0) - count);
    },
  };
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
