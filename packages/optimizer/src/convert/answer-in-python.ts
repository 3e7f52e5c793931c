import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenTensors } from '@pilotlight/model-runtime/trial';
import { pythonEnvironment } from './python-environment.ts';
import { runProgram } from './run-program.ts';

const SCRIPT = join(import.meta.dirname, '../../python/answer.py');

/**
 * Answers inputs with Python's TensorFlow, if its environment exists.
 *
 * @returns the answer for each input, or null if it fails on that one.
 * @throws {OptimizerError} if it cannot load the model, or takes too long.
 */
export async function answerInPython({
  source,
  format,
  signature,
  inputs,
  timeoutMs,
}: {
  /** Folder of the SavedModel, or the file. */
  source: string;
  format: 'saved-model' | 'tflite';
  signature: string;
  inputs: readonly WrittenTensors[];
  timeoutMs: number;
}): Promise<(WrittenTensors | null)[]> {
  const python = await pythonEnvironment(() => {});
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-answers-'));
  try {
    const files = { inputs: join(scratch, 'inputs.json'), output: join(scratch, 'answers.json') };
    await writeFile(files.inputs, JSON.stringify(inputs));
    await runProgram({
      file: python,
      args: ['-B', SCRIPT],
      minutes: timeoutMs / 60_000,
      what: "running Python's TensorFlow",
      input: JSON.stringify({ source, format, signature, ...files }),
    });
    const answers: (WrittenTensors | null)[] = JSON.parse(await readFile(files.output, 'utf8'));
    return answers;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
