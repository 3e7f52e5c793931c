import { type Comparison, compare, type Dataset, evaluateModel, measureNeeds } from '@pilotlight/optimizer';
import type { ManifestChoices } from '../add/describe-manifest.ts';
import { withProgress } from '../progress-bar.ts';
import type { Evaluated } from './format-evaluations.ts';
import { type NamedModel, withAskableModels } from './with-askable-models.ts';

/** Asks models about the same data, one after the other, and compares the second with the first. */
export async function evaluateModels(
  models: readonly NamedModel[],
  dataset: Dataset,
  choices: Pick<ManifestChoices, 'labels' | 'pixels'>,
): Promise<{ evaluated: Evaluated[]; comparison: Comparison | undefined }> {
  return withAskableModels(models, choices, async (askable) => {
    const needs = await measureNeeds(askable, dataset);
    const evaluated: Evaluated[] = [];
    for (const [at, model] of askable.entries()) {
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
