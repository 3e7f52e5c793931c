import { join } from 'node:path';
import type { ModelDirectory } from '../store/model-directory.ts';
import { ProcessFailedError, runInProcess } from './run-in-process.ts';
import type { WrittenTensors } from './written-tensors.ts';

/** References for TensorFlow.js models: native TensorFlow, or plain JavaScript. */
export type TfjsReference = 'tfjs-node' | 'cpu';

/**
 * Runs inputs on another TensorFlow.js backend, in a process of its own.
 *
 * @returns the answer for each, or null if it fails on that input.
 * @throws {ProcessFailedError} if the backend is missing, cannot load the model, or takes too long.
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
  throw new ProcessFailedError('its process sent an unexpected message');
}
