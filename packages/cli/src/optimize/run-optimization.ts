import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AskableModel,
  type Candidate,
  chooseCandidate,
  compare,
  costOf,
  type Dataset,
  dropOf,
  type Evaluation,
  evaluateModel,
  measureNeeds,
  type Objective,
  type Optimization,
  optimizationReport,
  paretoFront,
  qualityOf,
  spread,
  writeTfjsModel,
} from '@pilotlight/optimizer';
import type { PixelRange } from '../add/image-preprocessing.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { CommandError } from '../command-error.ts';
import { findModel } from '../evaluate/find-model.ts';
import { type NamedModel, withAskableModels } from '../evaluate/with-askable-models.ts';
import { placeCopy, refuseIfThere } from '../place.ts';
import { withProgress } from '../progress-bar.ts';
import { countStorage } from '../provenance/count-storage.ts';
import { describeStep, madeFrom } from '../provenance/made-from.ts';
import { placeQuantized } from '../quantize/place-quantized.ts';
import { type Attempt, attempts } from './candidates.ts';

export interface OptimizationOptions {
  original: NamedModel;
  dataset: Dataset;
  calibration: Dataset;
  /** Examples of the calibration that are used. */
  most: number;
  maxDrop: number;
  objective: Objective;
  pixels: PixelRange | undefined;
  models: string;
  output: string | undefined;
  /** The HTML page to write. */
  report: string | undefined;
}

/**
 * Tries every way to store a model's weights, and puts the best that is good enough into its place.
 *
 * @returns what was found out, and where the chosen model is; undefined where the original is the best.
 */
export async function runOptimization(
  options: OptimizationOptions,
): Promise<{ optimization: Optimization; path: string | undefined }> {
  const { original, dataset, calibration, maxDrop, objective, models, output, report } = options;
  // Before the work, not after it.
  for (const path of [output, report]) if (path !== undefined) await refuseIfThere(path);
  if (output === undefined && !original.isServed) {
    throw new CommandError(
      'say with --output where it is to be written: only a model that is served has a next version',
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-optimize-'));
  return withScratchFolder(scratch, async () => {
    const tried = await attempts(options);
    const candidates = await measure(tried, scratch, options);
    const chosen = chooseCandidate(candidates, { objective, maxDrop });
    const front = paretoFront(candidates, { cost: (each) => costOf(each, objective), quality: qualityOf });
    const comparison = compare(candidates[0].evaluation, chosen.evaluation);
    const optimization: Optimization = {
      model: original.name,
      data: dataset.name,
      calibration: calibration.name,
      objective,
      maxDrop,
      candidates,
      front,
      chosen,
      comparison,
      labels: original.manifest?.labels,
    };
    const model = tried.find(({ name }) => name === chosen.name)?.model;
    const step = await describeStep({
      origin: { command: 'optimize', for: objective, maxDrop, chosen: chosen.name },
      data: { calibrate: { dataset: calibration, examples: Math.min(options.most, calibration.count) } },
      result: model ? countStorage(model) : {},
    });
    const made = await madeFrom(original, step);
    const path = model && (await placeQuantized(model, { original, made, output, models }));
    if (report !== undefined) {
      await writeFile(join(scratch, 'report.html'), optimizationReport(optimization));
      await placeCopy(join(scratch, 'report.html'), report);
    }
    return { optimization, path };
  });
}

/** Asks the original and everything that was tried about both data sets, through the runtime that is shipped. */
async function measure(
  tried: readonly Attempt[],
  scratch: string,
  { original, dataset, calibration, most, pixels, models }: OptimizationOptions,
): Promise<[Candidate, ...Candidate[]]> {
  const written: NamedModel[] = [];
  for (const [at, { name, model }] of tried.entries()) {
    const folder = join(scratch, String(at));
    await mkdir(folder);
    await writeTfjsModel(model, folder);
    written.push({ ...(await findModel(folder, models)), name, manifest: original.manifest });
  }
  const ask = async (model: AskableModel) => {
    const examples = spread(calibration, most);
    const known = await evaluateModel({ model, dataset: calibration, examples });
    const evaluation = await withProgress({ total: dataset.count, what: model.name }, (onProgress) =>
      evaluateModel({ model, dataset, onProgress }),
    );
    return { known, evaluation };
  };
  return withAskableModels([original, ...written], { pixels }, async (askable) => {
    const needs = await measureNeeds(askable, dataset);
    const candidates: Candidate[] = [];
    let reference: Evaluation | undefined;
    for (const [at, model] of askable.entries()) {
      const { known, evaluation } = await ask(model);
      reference ??= known;
      const needed = needs[at];
      if (!needed) throw new TypeError('every model was measured');
      const auto = at === 0 ? undefined : tried[at - 1]?.auto;
      candidates.push({
        name: at === 0 ? 'original' : model.name,
        drop: dropOf(reference, known),
        evaluation,
        needs: needed,
        storage: auto?.storage,
        sensitivities: auto?.sensitivities ?? [],
      });
    }
    const [first, ...others] = candidates;
    if (!first) throw new TypeError('the original is among the models');
    return [first, ...others];
  });
}
