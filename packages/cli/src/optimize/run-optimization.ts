import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type Candidate,
  chooseCandidate,
  compare,
  costOf,
  type Dataset,
  evaluateModel,
  measureNeeds,
  type Optimization,
  paretoFront,
  qualityOf,
  readTfjsModel,
} from '@pilotlight/optimizer';
import type { Objective } from '@pilotlight/optimizer/choices';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { withServedModels } from '../models/with-served-models.ts';
import { installCopy, refuseIfThere } from '../files/install.ts';
import { withProgress } from '@pilotlight/command-line/progress-bar';
import { installModel, requireDestination } from '../models/install-model.ts';
import { searchModels } from './search-models.ts';
import type { Attempt, Search } from './steps/step.ts';

export interface OptimizationOptions extends Omit<Search, 'checkpoints'> {
  /** The data for the final evaluation: it has no part in the choice. */
  dataset: Dataset;
  objective: Objective;
  output: string | undefined;
  /** Path of the HTML page to write. */
  report: string | undefined;
}

/**
 * Tries ways to make a model smaller, and writes the best result that is good enough.
 *
 * @returns the results, and the path of the chosen model; undefined if the original is the best.
 */
export async function runOptimization(
  options: OptimizationOptions,
): Promise<{ optimization: Optimization; path: string | undefined }> {
  const { original, models, output, report } = options;
  // Checked before the work, not after it.
  for (const path of [output, report]) if (path !== undefined) await refuseIfThere(path);
  requireDestination(options);
  await readTfjsModel(join(original.description.folder, original.description.entry));
  // A folder that begins with a dot is not served.
  const checkpoints =
    output === undefined
      ? join(models, `.optimizing-${original.name}`)
      : `${output.replace(/[/\\]+$/, '')}.checkpoints`;
  return withLock({ lock: lockBeside(checkpoints), what: checkpoints }, () =>
    optimizeWith(checkpoints, options),
  );
}

async function optimizeWith(
  checkpoints: string,
  options: OptimizationOptions,
): Promise<{ optimization: Optimization; path: string | undefined }> {
  const { original, dataset, calibration, maxDrop, objective, report } = options;
  return withTemporaryFolder('optimize', async (scratch) => {
    const { attempts, skipped } = await searchModels({ ...options, checkpoints }, scratch);
    const candidates = await measure(attempts, options);
    const chosen = chooseCandidate(candidates, { objective, maxDrop });
    const optimization: Optimization = {
      model: original.name,
      data: dataset.name,
      calibration: calibration.name,
      objective,
      maxDrop,
      candidates,
      front: paretoFront(candidates, { cost: (each) => costOf(each, objective), quality: qualityOf }),
      chosen,
      comparison: compare(candidates[0].evaluation, chosen.evaluation),
      skipped,
      labels: original.manifest?.labels,
    };
    const path = await place(
      attempts.find(({ name }) => name === chosen.name),
      options,
    );
    if (report !== undefined) {
      const { optimizationReport } = await import('@pilotlight/optimizer/report');
      await writeFile(join(scratch, 'report.html'), optimizationReport(withoutPlaces(optimization)));
      await installCopy(join(scratch, 'report.html'), report);
    }
    await rm(checkpoints, { recursive: true, force: true });
    return { optimization, path };
  });
}

/** Removes folders from paths: people share the page, so it has only names. */
function withoutPlaces(optimization: Optimization): Optimization {
  const { model, data, calibration } = optimization;
  return {
    ...optimization,
    model: basename(model),
    data: basename(data),
    calibration: basename(calibration),
  };
}

async function place(chosen: Attempt | undefined, options: OptimizationOptions): Promise<string | undefined> {
  if (!chosen?.model.provenance) return undefined;
  const { description, provenance } = chosen.model;
  return installModel({ entry: join(description.folder, description.entry), provenance }, options);
}

/** Evaluates the original and all attempts on the final data, with the runtime of the deployed function. */
async function measure(
  attempts: readonly Attempt[],
  { original, dataset, pixels }: OptimizationOptions,
): Promise<[Candidate, ...Candidate[]]> {
  const models = [original, ...attempts.map(({ model }) => model)];
  return withServedModels(models, { pixels }, async (served) => {
    const needs = await measureNeeds(served, dataset);
    const candidates: Candidate[] = [];
    for (const [at, model] of served.entries()) {
      const evaluation = await withProgress({ total: dataset.count, what: model.name }, (onProgress) =>
        evaluateModel({ model, dataset, onProgress }),
      );
      const needed = needs[at];
      if (!needed) throw new TypeError('every model was measured');
      const { name = 'original', drop = 0, auto } = attempts[at - 1] ?? {};
      candidates.push({
        name,
        drop,
        evaluation,
        needs: needed,
        storage: auto?.storage,
        sensitivities: auto?.sensitivities ?? [],
      });
    }
    const [first, ...others] = candidates;
    if (!first) throw new TypeError('the original is missing from the models');
    return [first, ...others];
  });
}
