import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { Deployable } from '../prepare/build-deployable.ts';
import { callOf, type Contender, firstRowOf } from './contender.ts';
import { startFunctionOf } from './floors.ts';

/** The model in the repository. */
export const DIGITS = join(REPOSITORY, 'models/digits');

/** Our function with that model, called with its own sample, a handwritten 7. */
export async function digits({ directory, env, functionMiB }: Deployable): Promise<Contender> {
  const manifest: { sample: unknown } = JSON.parse(await readFile(join(DIGITS, '1/manifest.json'), 'utf8'));
  return {
    id: 'digits',
    name: '`predict`, digits',
    role: 'ours',
    functionMiB,
    start: (processors) => startFunctionOf(directory, 'predict', { env, processors }),
    body: callOf({ model: 'digits', inputs: manifest.sample }),
    isCorrect: (answer) => isSeven(firstRowOf(answer)),
  };
}

function isSeven(row: unknown): boolean {
  return Array.isArray(row) && row.length === 10 && row.indexOf(Math.max(...row)) === 7;
}
