import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasSnapshot } from '@pilotlight/model-runtime/snapshot';
import { type Manifest, MANIFEST_FILE } from '@pilotlight/model-runtime/store';
import { createRandom } from '@pilotlight/statistics/random';
import type { SoakSample } from '../soak/soak.ts';
import { held } from '../soak/held.ts';
import { startLimited } from '../hostile/process/limited-function.ts';
import { type Asked, askModel } from './ask-model.ts';
import type { Built } from './built.ts';
import { nameOf, weightsFileOf } from './write-models.ts';
import { zipf } from './zipf.ts';

const CALLERS = 16;
const SAMPLES = 20;

export interface ProofOptions {
  built: Built;
  models: number;
  calls: number;
  limitMiB: number;
  /** Models to corrupt in the middle: their weights are overwritten. */
  corrupted: readonly number[];
  /** Models that have a snapshot. */
  withSnapshot: ReadonlySet<number>;
  onSample?: (sample: SoakSample) => void;
}

export interface Proof {
  /** Calls of many callers at a time. */
  asked: Asked[];
  /** Calls after that: each model in turn, and at once a second time. */
  first: Asked[];
  again: Asked[];
  samples: SoakSample[];
  peakMiB: number | undefined;
  /** True if the system would have ended the process for more memory. */
  isHeld: boolean;
}

/** Calls many models in one function with a memory limit. */
export async function prove(options: ProofOptions): Promise<Proof> {
  const { built, models, calls, limitMiB, corrupted, onSample } = options;
  await using predict = await startLimited({ directory: built.directory, env: built.env, limitMiB });
  const chance = createRandom(17);
  const random = () => chance.between(0, 1);
  const draw = zipf(models, random);
  const asked: Asked[] = [];
  const samples: SoakSample[] = [];
  const begun = performance.now();
  let begunCalls = 0;

  async function caller(): Promise<void> {
    while (begunCalls < calls) {
      begunCalls += 1;
      if (begunCalls === Math.ceil(calls / 2)) await corrupt(built.directory, corrupted);
      asked.push(await askModel(predict.url, draw(), random));
      if (asked.length % Math.ceil(calls / SAMPLES) !== 0 && asked.length !== calls) continue;
      const seconds = (performance.now() - begun) / 1000;
      const sample = { predictions: asked.length, seconds, ...(await held(predict.pid)) };
      samples.push(sample);
      onSample?.(sample);
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller));

  const first: Asked[] = [];
  const again: Asked[] = [];
  for (let n = 0; n < models; n++) {
    first.push(await askModel(predict.url, n, random));
    again.push(await askModel(predict.url, n, random));
  }
  return { asked, first, again, samples, peakMiB: await predict.peakMiB(), isHeld: predict.isHeld };
}

/** Overwrites some of the weights of models in a deployed folder, as a faulty disk might. */
async function corrupt(directory: string, models: readonly number[]): Promise<void> {
  for (const n of models) {
    const folder = join(directory, 'models', nameOf(n), '1');
    const { files }: Pick<Manifest, 'files'> = JSON.parse(
      await readFile(join(folder, MANIFEST_FILE), 'utf8'),
    );
    // A model with a snapshot does not read its weights.
    const file = join(folder, hasSnapshot({ files }) ? 'snapshot/memory.bin' : weightsFileOf(n));
    const weights = await readFile(file);
    weights.subarray(-8).fill(0xff);
    await writeFile(file, weights);
  }
}
