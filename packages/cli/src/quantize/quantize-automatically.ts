import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autoQuantize, type AutoQuantized, type Dataset, readTfjsModel } from '@pilotlight/optimizer';
import { describeManifest } from '../add/describe-manifest.ts';
import type { PixelRange } from '../add/image-preprocessing.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import type { NamedModel } from '../evaluate/with-askable-models.ts';
import { withSpinner } from '../progress-bar.ts';

/** Chooses the precision of each weight by calibration data, and shows meanwhile that it goes on. */
export async function quantizeAutomatically({
  original: { description, manifest: like },
  dataset,
  pixels,
  most,
  maxDrop,
}: {
  original: NamedModel;
  dataset: Dataset;
  pixels: PixelRange | undefined;
  most: number;
  maxDrop: number;
}): Promise<AutoQuantized> {
  const model = await readTfjsModel(join(description.folder, description.entry));
  const manifest = describeManifest(description, {}, { ...(pixels ? { pixels } : {}), like });
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-calibrate-'));
  return withScratchFolder(scratch, () =>
    withSpinner('examples run', (onRun) =>
      autoQuantize({ model, manifest, dataset, most, maxDrop, scratch, onRun }),
    ),
  );
}
