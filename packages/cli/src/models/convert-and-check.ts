import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { type Check, checkConverted, convertModel, type Dataset } from '@pilotlight/optimizer';
import type { Conversion } from '@pilotlight/optimizer/choices';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { findModelAt } from './find-model.ts';
import { withServedModels } from './with-served-models.ts';
import { installCopy, refuseIfThere } from '../files/install.ts';
import { provenanceFile, writeProvenance } from '../provenance/provenance-file.ts';
import { describeStep, provenanceFrom } from '../provenance/provenance-from.ts';

export interface ConvertOptions {
  source: string;
  conversion: Conversion;
  dataset: Dataset;
  /** Examples to calibrate and to compare with. */
  maxExamples: number;
  maxDrop: number;
  output: string;
  choices: Pick<ManifestChoices, 'labels' | 'pixels'>;
  onStep: (step: string) => void;
}

/** The check of a converted model, with its size and storage. */
export interface Accepted extends Check {
  bytes: number;
  stored: string;
}

/**
 * Converts a model, runs it with the runtime on the inputs of the original, and installs it if its answers are good.
 *
 * @throws {OptimizerError} if it cannot be converted, or loses more accuracy than allowed.
 */
export async function convertAndCheck(options: ConvertOptions): Promise<Accepted> {
  const { source, conversion, dataset, maxExamples, maxDrop, output, choices, onStep } = options;
  for (const path of [output, ...(conversion.to === 'tflite' ? [provenanceFile(output)] : [])]) {
    await refuseIfThere(path);
  }
  return withTemporaryFolder('convert', async (scratch) => {
    const converted = await convertModel({
      source,
      conversion,
      dataset,
      maxExamples,
      scratch,
      onStep,
      manifestOf: (description) => describeManifest(description, {}, choices),
    });
    onStep('Running the converted model');
    const description = await inspectModel(converted.path);
    const named = { name: output, description, manifest: undefined, provenance: undefined, isServed: false };
    const check = await withServedModels([named], choices, async ([model]) => {
      if (!model) throw new TypeError('the converted model is missing');
      return checkConverted({ model, converted, dataset, maxDrop });
    });
    const step = await describeStep({
      origin: { command: 'convert', ...conversion, maxDrop },
      data: { calibrate: { dataset, examples: check.examples } },
      result: { drop: check.drop },
    });
    // A converted source that is not found is a Keras file, which nothing here can read.
    const found = await findModelAt(source).catch(() => ({ file: source }));
    await writeProvenance(join(description.folder, description.entry), await provenanceFrom(found, step));
    if (conversion.to === 'tflite') {
      await installCopy(provenanceFile(converted.path), provenanceFile(output));
    }
    await installCopy(converted.path, output);
    return { ...check, bytes: description.bytes, stored: description.weights.summary };
  });
}
