import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Made } from '@pilotlight/model-runtime/made';
import { type TfjsModel, writeTfjsModel } from '@pilotlight/optimizer';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { type Destination, placeModel, refuseNowhere } from './place-model.ts';

/**
 * Writes a model that was made of another one: see {@link placeModel}.
 *
 * @returns where it is now.
 */
export async function placeQuantized(
  quantized: TfjsModel,
  { made, ...destination }: Destination & { made: Made },
): Promise<string> {
  refuseNowhere(destination);
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-'));
  return withScratchFolder(scratch, async () => {
    await writeTfjsModel(quantized, scratch);
    return placeModel({ entry: join(scratch, 'model.json'), made }, destination);
  });
}
