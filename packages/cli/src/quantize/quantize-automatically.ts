import { join } from 'node:path';
import { autoQuantize, type AutoQuantized, type Dataset, readTfjsModel } from '@pilotlight/optimizer';
import { describeManifest } from '../models/describe-manifest.ts';
import type { PixelRange } from '../models/image-preprocessing.ts';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import type { NamedModel } from '../models/with-served-models.ts';
import { withSpinner } from '@pilotlight/command-line/progress-bar';

/** Chooses the precision of each weight by calibration data, and shows its progress. */
export async function quantizeAutomatically({
  original: { description, manifest: like },
  dataset,
  pixels,
  maxExamples,
  maxDrop,
}: {
  original: NamedModel;
  dataset: Dataset;
  pixels: PixelRange | undefined;
  maxExamples: number;
  maxDrop: number;
}): Promise<AutoQuantized> {
  const model = await readTfjsModel(join(description.folder, description.entry));
  const manifest = describeManifest(description, {}, { ...(pixels ? { pixels } : {}), like });
  return withTemporaryFolder('calibrate', (scratch) =>
    withSpinner('examples run', (onRun) =>
      autoQuantize({ model, manifest, dataset, maxExamples, maxDrop, scratch, onRun }),
    ),
  );
}
