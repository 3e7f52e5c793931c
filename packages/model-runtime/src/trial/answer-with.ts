import { join } from 'node:path';
import type { ModelDirectory } from '../store/model-directory.ts';
import { ProcessFailedError, runInProcess } from './run-in-process.ts';
import type { WrittenTensors } from './written-tensors.ts';

/** What models of TensorFlow.js can be compared with: native TensorFlow, or plain JavaScript. */
export type TfjsReference = 'tfjs-node' | 'cpu';

/**
 * Answers inputs with another backend of TensorFlow.js, in a process of its own.
 *
 * @returns for each the answer, or null where it fails on that input.
 * @throws {ProcessFailedError} where it is not there, cannot load the model, or takes too long.
 */
export async function answerWith(
  reference: TfjsReference,
  { path, model, version }: ModelDirectory,
  inputs: readonly WrittenTensors[],
  timeoutMs: number,
): Promise<(WrittenTensors | null)[]> {
  const result = await runInProcess({
    script: join(import.meta.dirname, 'answer-process.ts'),
    args: [path, model, String(version), reference],
    input: [...inputs],
    timeoutMs,
  });
  if ('answers' in result) return result.answers;
  throw new ProcessFailedError('its process sent something else');
}
