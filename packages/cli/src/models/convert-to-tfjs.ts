import { type Compared, convertModel } from '@pilotlight/converter';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import { madeEnvironment } from '@pilotlight/optimizer/made-environment';
import { CommandError } from '@pilotlight/command-line/command-error';
import { installFolder } from '../files/install.ts';
import { writeProvenance } from '../provenance/provenance-file.ts';
import { describeStep, provenanceFrom } from '../provenance/provenance-from.ts';
import { findModelAt } from './find-model.ts';
import { join } from 'node:path';

/**
 * Converts a SavedModel to a graph model of TensorFlow.js, compares the two, and puts it into a folder of its own.
 *
 * @throws {CommandError} where it has signatures that cannot be served, or something is there already.
 * @throws {ConversionError} naming what cannot be converted, or how its answers differ.
 */
export async function convertToTfjs(original: ModelDescription, output: string): Promise<Compared> {
  const { folder, signatures, unsupported } = original;
  const [problem] = unsupported;
  if (problem !== undefined) throw new CommandError(`it cannot be converted: ${problem}`);
  let compared: Compared = { comparedBy: 'nothing' };
  await installFolder(output, async (scratch) => {
    compared = await convertModel({
      folder,
      signatures: Object.keys(signatures),
      output: scratch,
      python: await madeEnvironment(),
    });
    const step = await describeStep({ origin: { command: 'convert', to: 'tfjs' } });
    const { entry } = await inspectModel(scratch);
    await writeProvenance(join(scratch, entry), await provenanceFrom(await findModelAt(folder), step));
  });
  return compared;
}
