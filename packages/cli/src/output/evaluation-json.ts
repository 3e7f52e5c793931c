import type { Evaluated } from '../models/evaluate-models.ts';

/** More classes than this make a matrix that nobody reads. */
const MOST_CLASSES = 100;

/** What `evaluate --json` says of one model: all figures, and nothing of the single examples. */
export function evaluationJson({ model, evaluation, needs }: Evaluated) {
  if (evaluation.kind === 'values') {
    const { errors: _, ...figures } = evaluation;
    return { model, evaluation: figures, needs };
  }
  const { hits: _, confusion, ...figures } = evaluation;
  const matrix = confusion.length <= MOST_CLASSES ? { confusion } : {};
  return { model, evaluation: { ...figures, ...matrix }, needs };
}
