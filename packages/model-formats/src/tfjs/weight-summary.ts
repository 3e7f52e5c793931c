import { elementCount } from '@pilotlight/protocol/tensors';
import type { WeightSummary } from '../model-description.ts';
import type { WeightGroup } from './model-json.ts';
import { storedType } from './weight-entry.ts';

/** Counts the trained weights: those of float32, in any storage. Integers are shapes and axes. */
export function summarizeWeights(groups: readonly WeightGroup[]): {
  parameterCount: number;
  weights: WeightSummary;
} {
  const dtypes: Record<string, number> = {};
  for (const entry of groups.flatMap(({ weights }) => weights)) {
    if (entry.dtype !== 'float32') continue;
    const stored = storedType(entry);
    dtypes[stored] = (dtypes[stored] ?? 0) + elementCount(entry.shape);
  }
  const stored = Object.keys(dtypes).toSorted();
  const summary = stored.map((dtype) => (dtype === 'float32' ? dtype : `${dtype} (tfjs)`)).join(', ');
  return {
    parameterCount: Object.values(dtypes).reduce((sum, elements) => sum + elements, 0),
    weights: { dtypes, summary: summary || 'none' },
  };
}
