import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { recordOrigin, type TfjsModel, writeTfjsModel } from '@pilotlight/optimizer';
import { addModel } from '../add/add-model.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { CommandError } from '../command-error.ts';
import type { NamedModel } from '../evaluate/with-askable-models.ts';
import { placeFolder } from '../place.ts';

/**
 * Puts a model that was made of another one into a folder, or, where that is served, beside it as its next version.
 *
 * @returns where it is now.
 */
export async function placeQuantized(
  quantized: TfjsModel,
  {
    original,
    origin,
    output,
    models,
  }: {
    original: NamedModel;
    /** What it was made by, to be written into it. */
    origin: Readonly<Record<string, unknown>>;
    output: string | undefined;
    models: string;
  },
): Promise<string> {
  const written = recordOrigin(quantized, origin);
  if (output !== undefined) {
    await placeFolder(output, (scratch) => writeTfjsModel(written, scratch));
    return output;
  }
  if (!original.isServed) {
    throw new CommandError(
      'say with --output where it is to be written: only a model that is served has a next version',
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-'));
  return withScratchFolder(scratch, async () => {
    await writeTfjsModel(written, scratch);
    const { directory } = await addModel({
      description: await inspectModel(scratch),
      modelsDirectory: models,
      name: original.name,
      engine: original.manifest?.engine,
      like: original.manifest,
    });
    return directory.path;
  });
}
