import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { type TfjsModel, writeTfjsModel } from '@pilotlight/optimizer';
import { withScratchFolder } from '../files/scratch-folder.ts';
import { type Destination, installModel, requireDestination } from '../models/install-model.ts';

/**
 * Writes a model that was made of another one: see {@link installModel}.
 *
 * @returns where it is now.
 */
export async function installQuantized(
  quantized: TfjsModel,
  { provenance, ...destination }: Destination & { provenance: Provenance },
): Promise<string> {
  requireDestination(destination);
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-'));
  return withScratchFolder(scratch, async () => {
    await writeTfjsModel(quantized, scratch);
    return installModel({ entry: join(scratch, 'model.json'), provenance }, destination);
  });
}
