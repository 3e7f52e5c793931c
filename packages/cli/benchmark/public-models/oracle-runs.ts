import { join } from 'node:path';
import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import { parseManifest, writeManifest } from '@pilotlight/model-runtime/store';
import {
  answerWith,
  candidateSamples,
  type WrittenTensors,
  writeTensors,
} from '@pilotlight/model-runtime/trial';
import { answerInPython } from '@pilotlight/optimizer/python';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { copyFiles } from '../../src/files/copy-files.ts';

const MOST_SAMPLES = 6;

/**
 * True if Python's TensorFlow, or plain TensorFlow.js on its cpu backend, runs a model on one of the samples that `add`
 * tries. Undefined if neither can be tried: the file could not be read, or is a Keras file.
 */
export async function oracleRuns(path: string, timeoutMs: number): Promise<boolean | undefined> {
  if (isKerasPath(path)) return undefined;
  const description = await inspectModel(path).catch(() => undefined);
  const [name, signature] = Object.entries(description?.signatures ?? {})[0] ?? [];
  if (!description || name === undefined || !signature) return undefined;
  const inputs: WrittenTensors[] = [];
  for (const candidate of candidateSamples(signature)) {
    inputs.push(writeTensors(candidate.inputs));
    if (inputs.length === MOST_SAMPLES) break;
  }
  const { format, folder, entry, signatures } = description;
  const asking = withTemporaryFolder('oracle', async (copy) => {
    if (format === 'tflite' || format === 'saved-model') {
      const source = format === 'tflite' ? join(folder, entry) : folder;
      return answerInPython({ source, format, signature: name, inputs, timeoutMs });
    }
    const copied = await copyFiles(description, copy);
    const manifest = { format, engine: 'wasm', signatures, sample: 'zeros', ...copied };
    await writeManifest(copy, parseManifest(manifest));
    return answerWith('cpu', { model: 'public', version: 1, path: copy }, inputs, timeoutMs);
  });
  return asking.then(
    (answers) => answers.some((answer) => answer !== null),
    () => false,
  );
}
