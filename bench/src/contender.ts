import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCodebase, REPOSITORY } from '@pilotlight/local-platform';
import { parsePredictResponse } from '@pilotlight/protocol';

/** A function whose cold start is measured. */
export interface Contender {
  name: string;
  directory: string;
  target: string;
  env: NodeJS.ProcessEnv;
  /** What the first call sends as `data`. */
  data: unknown;
  /** Whether the `result` that came back is the right one. */
  isCorrect: (result: unknown) => boolean;
}

/** A callable without a model, as every tutorial begins. All others are told as a ratio to it. */
export const HELLO_WORLD: Contender = {
  name: 'hello world',
  directory: join(REPOSITORY, 'bench/contenders/hello-world'),
  target: 'hello',
  env: {},
  data: null,
  isCorrect: (result) => JSON.stringify(result) === '{"text":"Hello from Firebase!"}',
};

/** Ours, with the model that the repository comes with, asked about the model's own sample, a handwritten 7. */
export async function digits(): Promise<Contender> {
  const manifest: { sample: unknown } = JSON.parse(
    await readFile(join(REPOSITORY, 'models/digits/1/manifest.json'), 'utf8'),
  );
  return {
    name: 'predict, digits',
    target: 'predict',
    ...(await readCodebase('inference')),
    data: { model: 'digits', inputs: manifest.sample },
    isCorrect(result) {
      const response = parsePredictResponse(result);
      const [row] = 'outputs' in response && Array.isArray(response.outputs) ? response.outputs : [];
      return response.timing.cold && Array.isArray(row) && row.indexOf(Math.max(...row)) === 7;
    },
  };
}
