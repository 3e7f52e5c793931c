import { formatPercent } from '@pilotlight/statistics/format-percent';
import { createScorer } from '../auto/scorer.ts';
import type { Dataset, Truth } from '../data/dataset.ts';
import { askModel } from '../model/ask-model.ts';
import type { ServedModel } from '../model/served-model.ts';
import { OptimizerError } from '../optimizer-error.ts';
import type { Converted } from './convert-model.ts';

/** Comparison of a converted model with the original. */
export interface Check {
  examples: number;
  /** Loss against the original: see {@link Scorer.drop}. */
  drop: number;
  /** Relative distance of its answers from the original's: 0 for the same. */
  distance: number;
}

/**
 * Runs a converted model on the same examples as the original, in the runtime that will serve it.
 *
 * @throws {OptimizerError} if it is worse by more than `maxDrop`.
 */
export async function checkConverted({
  model,
  converted: { examples, reference },
  dataset,
  maxDrop,
}: {
  model: ServedModel;
  converted: Converted;
  dataset: Dataset;
  maxDrop: number;
}): Promise<Check> {
  const answers: Float32Array[] = [];
  const truths: Truth[] = [];
  for await (const { example, scores } of askModel(model, dataset, examples)) {
    answers.push(scores.slice());
    truths.push(example.truth);
  }
  const scorer = createScorer({ reference, truths, labels: model.manifest.labels, dataset });
  const drop = await scorer.drop(answers.entries(), Infinity);
  const distance = Math.sqrt(await scorer.distance(answers.entries()));
  if (drop <= maxDrop) return { examples: examples.length, drop, distance };
  throw new OptimizerError(
    `the converted model is worse than the original by ${formatPercent(drop)} on the ${examples.length} examples, ` +
      `more than the ${formatPercent(maxDrop)} of --max-drop, so it was not written`,
  );
}
