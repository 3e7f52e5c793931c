import type { Evaluation } from '../evaluation/evaluate-model.ts';

/**
 * Returns the loss of a model against the original on the same examples: for classes the lost accuracy, for values the
 * relative growth of the mean error.
 */
export function dropOf(original: Evaluation, other: Evaluation): number {
  if (original.kind === 'classes' && other.kind === 'classes')
    return (original.correct - other.correct) / original.count;
  if (original.kind === 'values' && other.kind === 'values') {
    return (other.meanError - original.meanError) / original.meanError;
  }
  throw new TypeError('a model of classes and a model of values cannot be compared');
}
