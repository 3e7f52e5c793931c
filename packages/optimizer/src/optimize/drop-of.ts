import type { Evaluation } from '../evaluation/evaluate-model.ts';

/**
 * How much worse a model is than the original on the same examples: of classes the accuracy that is lost, of values by
 * how much of itself the mean error grows.
 */
export function dropOf(original: Evaluation, other: Evaluation): number {
  if (original.kind === 'classes' && other.kind === 'classes')
    return (original.correct - other.correct) / original.count;
  if (original.kind === 'values' && other.kind === 'values') {
    return (other.meanError - original.meanError) / original.meanError;
  }
  throw new TypeError('a model of classes and one of values cannot be compared');
}
