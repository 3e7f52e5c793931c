import type { Evaluated } from '../models/evaluate-models.ts';

/** With more classes than this, nobody reads the matrix. */
const MOST_CLASSES = 100;

/** Returns what `evaluate --json` prints for one model: all figures, without the single examples. */
export function evaluationJson({ model, evaluation, needs }: Evaluated) {
  if (evaluation.kind === 'values') {
    const { errors: _, ...figures } = evaluation;
    return { model, evaluation: figures, needs };
  }
  const { hits: _, confusion, ...figures } = evaluation;
  const matrix = confusion.length <= MOST_CLASSES ? { confusion } : {};
  return { model, evaluation: { ...figures, ...matrix }, needs };
}
