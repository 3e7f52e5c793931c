import { join } from 'node:path';
import {
  type AutoQuantized,
  type Dataset,
  PRECISIONS,
  quantizeModel,
  readTfjsModel,
  type TfjsModel,
} from '@pilotlight/optimizer';
import type { PixelRange } from '../add/image-preprocessing.ts';
import type { NamedModel } from '../evaluate/with-askable-models.ts';
import { quantizeAutomatically } from '../quantize/quantize-automatically.ts';

/** A model that is to be tried, and how it was chosen where it was. */
export interface Attempt {
  name: string;
  model: TfjsModel;
  auto: AutoQuantized | undefined;
}

/** Every way to store the weights of a model: each precision for all of them, and weight by weight within two bounds. */
export async function attempts({
  original,
  calibration,
  most,
  maxDrop,
  pixels,
}: {
  original: NamedModel;
  calibration: Dataset;
  most: number;
  maxDrop: number;
  pixels: PixelRange | undefined;
}): Promise<Attempt[]> {
  const { folder, entry } = original.description;
  const model = await readTfjsModel(join(folder, entry));
  const plain = PRECISIONS.map((name) => ({ name, model: quantizeModel(model, name), auto: undefined }));
  const automatic: Attempt[] = [];
  for (const bound of new Set([0, maxDrop])) {
    const auto = await quantizeAutomatically({
      original,
      dataset: calibration,
      pixels,
      most,
      maxDrop: bound,
    });
    automatic.push({ name: `auto ${Number((100 * bound).toFixed(3))}%`, model: auto.model, auto });
  }
  const [strict, loose] = automatic;
  // The wider bound has often nothing to add.
  const isSame = strict && loose && sameStorage(strict, loose);
  return [...plain, ...(isSame ? [strict] : automatic)];
}

function sameStorage(a: Attempt, b: Attempt): boolean {
  const [first, second] = [a.auto?.storage, b.auto?.storage];
  return [...(first ?? [])].every(([name, storage]) => second?.get(name) === storage);
}
