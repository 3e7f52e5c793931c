import { type Dataset, modelBytes } from '@pilotlight/optimizer';
import type { PixelRange } from '../models/image-preprocessing.ts';
import { evaluateModels } from '../models/evaluate-models.ts';
import { evaluationJson } from '../output/evaluation-json.ts';
import { findModelAt } from '../models/find-model.ts';
import { formatEvaluations } from '../output/format-evaluations.ts';
import type { NamedModel } from '../models/with-served-models.ts';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';

export interface QuantizedReport {
  json: object;
  text: (style: Style) => string;
}

/** Compares a quantized model with its original: their sizes and, if there is data, their answers. */
export async function reportQuantized({
  original,
  path,
  dataset,
  pixels,
}: {
  original: NamedModel;
  /** Path of the quantized model. */
  path: string;
  dataset: Dataset | undefined;
  pixels: PixelRange | undefined;
}): Promise<QuantizedReport> {
  const quantized = { name: path, ...(await findModelAt(`${path}/model.json`)) };
  const written = { output: path, stored: quantized.description.weights.summary };
  const heading = (style: Style) => `${style('bold', safeText(path))}: ${written.stored}`;
  if (dataset) {
    const pair = [original, { ...quantized, manifest: quantized.manifest ?? original.manifest }];
    const { evaluated, comparison } = await evaluateModels(pair, dataset, { pixels });
    return {
      json: { ...written, models: evaluated.map(evaluationJson), comparison },
      text: (style) => `${heading(style)}\n\n${formatEvaluations(evaluated, comparison, style)}`,
    };
  }
  const before = await bytesOf(original);
  const after = await bytesOf(quantized);
  return {
    json: { ...written, bytes: { before, after } },
    text: (style) =>
      [
        heading(style),
        formatTable([
          ['size', `${formatBytes(before.onDisk)} → ${formatBytes(after.onDisk)}`],
          ['compressed', `${formatBytes(before.compressed)} → ${formatBytes(after.compressed)}`],
        ]),
      ].join('\n'),
  };
}

function bytesOf({ description: { folder, files } }: NamedModel) {
  return modelBytes(
    folder,
    files.map(({ name }) => name),
  );
}
