import { join } from 'node:path';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { type TfjsModel, writeTfjsModel } from '@pilotlight/optimizer';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { type Destination, installModel, requireDestination } from '../models/install-model.ts';

/**
 * Writes a quantized model: see {@link installModel}.
 *
 * @returns its path.
 */
export async function installQuantized(
  quantized: TfjsModel,
  { provenance, ...destination }: Destination & { provenance: Provenance },
): Promise<string> {
  requireDestination(destination);
  return withTemporaryFolder('quantize', async (scratch) => {
    await writeTfjsModel(quantized, scratch);
    return installModel({ entry: join(scratch, 'model.json'), provenance }, destination);
  });
}
