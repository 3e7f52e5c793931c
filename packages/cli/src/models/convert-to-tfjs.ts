import { join } from 'node:path';
import { type Checked, convertKerasModel, convertModel } from '@pilotlight/converter';
import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import type { Comparison } from '@pilotlight/model-runtime/store';
import { madeEnvironment } from '@pilotlight/optimizer/made-environment';
import { CommandError } from '@pilotlight/command-line/command-error';
import { installFolder } from '../files/install.ts';
import { writeProvenance } from '../provenance/provenance-file.ts';
import { describeStep, provenanceFrom } from '../provenance/provenance-from.ts';
import { findModelAt } from './find-model.ts';

/**
 * Converts a SavedModel or a Keras file to a graph model of TensorFlow.js, compares the two, and puts it into a folder of
 * its own.
 *
 * @throws {CommandError} if it has signatures that cannot be served, or the output exists.
 * @throws {ConversionError} that names the part that cannot be converted, or the difference in its answers.
 */
export async function convertToTfjs(path: string, output: string): Promise<Comparison> {
  const made: Checked[] = [];
  await installFolder(output, async (scratch) => {
    made.push(await convertInto(path, scratch));
    const step = await describeStep({ origin: { command: 'convert', to: 'tfjs' } });
    const { entry } = await inspectModel(scratch);
    const found = isKerasPath(path) ? { file: path } : await findModelAt(path);
    await writeProvenance(join(scratch, entry), await provenanceFrom(found, step));
  });
  const [checked] = made;
  if (!checked) throw new TypeError('a model was installed without a conversion');
  return checked.compared;
}

async function convertInto(path: string, output: string): Promise<Checked> {
  const python = await madeEnvironment();
  if (isKerasPath(path)) return convertKerasModel({ file: path, output, python });
  const { folder, signatures, unsupported } = await inspectModel(path);
  const [problem] = unsupported;
  if (problem !== undefined) throw new CommandError(`it cannot be converted: ${problem}`);
  return convertModel({ folder, signatures: Object.keys(signatures), output, python });
}
