import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import type { Made } from '@pilotlight/model-runtime/made';
import { type TfjsModel, writeTfjsModel } from '@pilotlight/optimizer';
import { addModel } from '../add/add-model.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { CommandError } from '../command-error.ts';
import type { NamedModel } from '../evaluate/with-askable-models.ts';
import { placeFolder } from '../place.ts';
import { writeMade } from '../provenance/made-file.ts';

/**
 * Puts a model that was made of another one into a folder, or, where that is served, beside it as its next version.
 *
 * @returns where it is now.
 */
export async function placeQuantized(
  quantized: TfjsModel,
  {
    original,
    made,
    output,
    models,
  }: {
    original: NamedModel;
    /** To be written into its manifest, or beside it where it gets none. */
    made: Made;
    output: string | undefined;
    models: string;
  },
): Promise<string> {
  if (output !== undefined) {
    await placeFolder(output, async (scratch) => {
      await writeTfjsModel(quantized, scratch);
      await writeMade(join(scratch, 'model.json'), made);
    });
    return output;
  }
  if (!original.isServed) {
    throw new CommandError(
      'say with --output where it is to be written: only a model that is served has a next version',
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-'));
  return withScratchFolder(scratch, async () => {
    await writeTfjsModel(quantized, scratch);
    const { directory } = await addModel({
      description: await inspectModel(scratch),
      modelsDirectory: models,
      name: original.name,
      engine: original.manifest?.engine,
      like: original.manifest,
      made,
    });
    return directory.path;
  });
}
