import { join } from 'node:path';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { dropOf, type Evaluation, evaluateModel, spread } from '@pilotlight/optimizer';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { findModelAt } from '../models/find-model.ts';
import { type NamedModel, withServedModels } from '../models/with-served-models.ts';
import { planSearch, type PlannedStep, type Skipped } from './plan.ts';
import { createSearchProgress } from './search-progress.ts';
import type { Attempt, Search, Taken } from './steps/step.ts';

/**
 * Tries the steps and their combinations. It does not continue from a model that already lost too much accuracy: a later
 * step seldom makes a model better.
 *
 * @param scratch the folder for the models.
 */
export async function searchModels(
  search: Search,
  scratch: string,
): Promise<{ attempts: Attempt[]; skipped: Skipped[] }> {
  const { original, calibration, maxExamples, maxDrop, pixels } = search;
  const { steps, skipped } = await planSearch(search);
  const progress = createSearchProgress(steps);
  const ask = (model: NamedModel) =>
    withServedModels([model], { pixels }, async ([served]): Promise<Evaluation> => {
      if (!served) throw new TypeError('the chosen model is missing');
      return evaluateModel({
        model: served,
        dataset: calibration,
        examples: spread(calibration, maxExamples),
      });
    });

  const reference = await ask(original);
  const first: Attempt = { name: '', model: original, drop: 0, auto: undefined };
  const attempts: Attempt[] = [];
  const seen = new Set([await contentOf(original)]);
  let count = 0;
  const extend = async (parent: Attempt, planned: readonly PlannedStep[]) => {
    for (const each of planned) {
      const { step, next } = each;
      const name = parent === first ? step.name : `${parent.name} + ${step.name}`;
      count += 1;
      const folder = join(scratch, String(count));
      const taken = await progress.during(each, name, () => refusing(step.take(parent, { folder, name })));
      if ('refused' in taken) {
        skipped.push({ what: name, why: taken.refused });
        progress.leaveOut(next);
        continue;
      }
      const model = { ...(await findModelAt(taken.entry)), name, manifest: original.manifest };
      const content = await contentOf(model);
      // The wider of two bounds often gives the same model.
      if (seen.has(content)) {
        progress.leaveOut(next);
        continue;
      }
      seen.add(content);
      const attempt = { name, model, drop: dropOf(reference, await ask(model)), auto: taken.auto };
      attempts.push(attempt);
      if (attempt.drop <= maxDrop) await extend(attempt, next);
      else progress.leaveOut(next);
    }
  };
  await extend(first, steps);
  return { attempts, skipped };
}

/** Returns an expected failure as a refusal, such as a layer that a converter does not know: the search continues. */
async function refusing(taking: Promise<Taken>): Promise<Taken | { refused: string }> {
  try {
    return await taking;
  } catch (error) {
    if (OptimizerError.isInstance(error)) return { refused: error.message };
    throw error;
  }
}

/** Returns the digests of a model's own files. */
async function contentOf({ description: { folder, files } }: NamedModel): Promise<string> {
  const digests: string[] = [];
  for (const { name } of files) digests.push(await digestOfFile(join(folder, name)));
  return digests.join(' ');
}
