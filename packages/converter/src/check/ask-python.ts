import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { Ask } from './compare-models.ts';

const SCRIPT = join(import.meta.dirname, '../../python/answer_keras.py');

/**
 * Loads a Keras file in Python's Keras, to predict with. That process ends with this one.
 *
 * @param python a Python that has Keras.
 * @returns undefined if the file does not load there.
 */
export async function askPython(python: string, file: string): Promise<Ask | undefined> {
  const running = spawn(python, ['-B', SCRIPT, file], { stdio: ['pipe', 'pipe', 'ignore'] });
  process.once('exit', () => void running.kill());
  running.once('error', () => void running.kill());
  running.stdin.on('error', () => void running.kill());
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const ready = await lines.next();
  if (ready.done === true) return undefined;
  return async (inputs) => {
    const asked = Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      { shape, data: Array.from<unknown, number>(data, Number) },
    ]);
    running.stdin.write(`${JSON.stringify(Object.fromEntries(asked))}\n`);
    const line = await lines.next();
    if (line.done === true) throw new Error('Python ended');
    return toTensors(JSON.parse(line.value));
  };
}

interface Answered {
  shape: number[];
  /** Values that JSON has no number for are text. */
  data: (number | 'inf' | '-inf' | 'nan')[];
}

/** @throws {Error} if Python could not answer. */
function toTensors(answer: Record<string, Answered> | { error: string }): NamedTensors {
  if ('error' in answer && typeof answer.error === 'string') throw new Error(answer.error);
  return Object.fromEntries(
    Object.entries(answer).map(([name, { shape, data }]: [string, Answered]) => [
      name,
      { dtype: 'float32', shape, data: Float32Array.from(data, toNumber) },
    ]),
  );
}

function toNumber(element: Answered['data'][number]): number {
  if (element === 'inf') return Infinity;
  return element === '-inf' ? -Infinity : Number(element);
}
