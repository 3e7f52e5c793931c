import {
  type Comparison,
  compare,
  type Dataset,
  type Evaluation,
  evaluateModel,
  measureNeeds,
  type Needs,
} from '@pilotlight/optimizer';
import type { ManifestChoices } from './describe-manifest.ts';
import { withProgress } from '@pilotlight/command-line/progress-bar';
import { type NamedModel, withServedModels } from './with-served-models.ts';

/** Quality and needs of a model, as measured. */
export interface Evaluated {
  model: string;
  evaluation: Evaluation;
  needs: Needs;
  /** Names of the classes. */
  labels: readonly string[] | undefined;
}

/** Runs models on the same data, one after the other, and compares the second with the first. */
export async function evaluateModels(
  models: readonly NamedModel[],
  dataset: Dataset,
  choices: Pick<ManifestChoices, 'labels' | 'pixels'>,
): Promise<{ evaluated: Evaluated[]; comparison: Comparison | undefined }> {
  return withServedModels(models, choices, async (served) => {
    const needs = await measureNeeds(served, dataset);
    const evaluated: Evaluated[] = [];
    for (const [at, model] of served.entries()) {
      const evaluation = await withProgress({ total: dataset.count, what: model.name }, (onProgress) =>
        evaluateModel({ model, dataset, onProgress }),
      );
      const needed = needs[at];
      if (!needed) throw new TypeError('every model was measured');
      evaluated.push({ model: model.name, evaluation, needs: needed, labels: model.manifest.labels });
    }
    const [first, second] = evaluated;
    const comparison = first && second ? compare(first.evaluation, second.evaluation) : undefined;
    return { evaluated, comparison };
  });
}
