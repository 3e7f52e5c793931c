import { LEVELS } from './steps/levels.ts';
import type { Search, Step, Subject } from './steps/step.ts';

/** A step to try, and the steps to try on its result. */
export interface PlannedStep {
  step: Step;
  family: string;
  next: readonly PlannedStep[];
}

/** A step that is not tried, with the reason and the fix. */
export interface Skipped {
  what: string;
  why: string;
}

/** Plans all combinations of steps. A model takes at most one step of a level, and after it only steps of later levels. */
export async function planSearch(search: Search): Promise<{ steps: PlannedStep[]; skipped: Skipped[] }> {
  const skipped = new Map<string, Skipped>();
  const planFrom = async (subject: Subject, from: number): Promise<PlannedStep[]> => {
    const planned: PlannedStep[] = [];
    for (const [at, families] of LEVELS.entries()) {
      if (at < from) continue;
      for (const family of families) {
        const steps = await family.stepsFor(subject, search);
        if (typeof steps === 'string') {
          skipped.set(`${family.name}: ${steps}`, { what: family.name, why: steps });
          continue;
        }
        for (const step of steps) {
          const next = await planFrom({ isOriginal: false, format: step.makes }, at + 1);
          planned.push({ step, family: family.name, next });
        }
      }
    }
    return planned;
  };
  const { format } = search.original.description;
  const steps = await planFrom({ isOriginal: true, format }, 0);
  return { steps, skipped: [...skipped.values()] };
}

/** Counts the steps of each family. */
export function countSteps(planned: readonly PlannedStep[], counts = new Map<string, number>()) {
  for (const { family, next } of planned) {
    counts.set(family, (counts.get(family) ?? 0) + 1);
    countSteps(next, counts);
  }
  return counts;
}
