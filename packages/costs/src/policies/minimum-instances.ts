import type { Policy } from './policy.ts';

/** Google keeps these instances running, and bills them all month. */
export function minimumInstances(count: number): Policy {
  return {
    name: `min-instances-${count}`,
    title: count === 1 ? 'one minimum instance' : `${count} minimum instances`,
    setUp: `set \`minInstances: ${count}\` in apps/inference/src/predict.ts`,
    minInstances: count,
  };
}
