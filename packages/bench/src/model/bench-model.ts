/**
 * Measures a model's cold start, warm calls, memory and upload, and where its cold-start time goes.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { type Manifest, readModels } from '@pilotlight/model-runtime/store';
import { sampleRequest } from '@pilotlight/model-runtime/request';
import { parsePredictResponse } from '@pilotlight/protocol';
import { median } from '@pilotlight/statistics/median';
import { interleave } from '../cold/interleave.ts';
import { callOf, type Contender, resultOf } from '../contenders/contender.ts';
import { BARE_NODE, bundledFramework, HELLO_WORLD, startFunctionOf } from '../contenders/floors.ts';
import { machineSpeed } from '../growth/machine-speed.ts';
import {
  addAndBuild,
  buildDeployable,
  type Deployable,
  prepareScratch,
} from '../prepare/build-deployable.ts';
import { step } from '../prepare/step.ts';
import { archiveBytes } from './archive-bytes.ts';
import { type ModelResults, modelResults } from './model-results.ts';
import { tinyModel } from './tiny-model.ts';

export interface BenchModelOptions {
  /** A folder with one version of one model, added by `pilotlight add`. */
  models: string;
  /** Counted cold starts of each contender. */
  runs: number;
  /** Number of processors that each process is held to. */
  processors: number;
}

/**
 * Builds the deployable of a model, and measures its cold starts together with others that differ by one thing each.
 *
 * @throws {CommandError} if the model's answer to its sample is NaN.
 * @throws {Error} if the folder has another number of models, or the deployable cannot be built or does not answer.
 */
export async function benchModel({ models, runs, processors }: BenchModelOptions): Promise<ModelResults> {
  const [stored, ...others] = await readModels(models);
  if (!stored || others.length > 0)
    throw new RangeError(`${models} must have exactly one version of one model`);
  const { directory, manifest } = stored;
  if (manifest.nonFiniteSample) {
    throw new CommandError(
      `${directory.model} answers its sample with NaN, which callers never get: add it again with another --sample FILE`,
    );
  }

  return withTemporaryFolder('bench', async (scratch) => {
    await prepareScratch(scratch);
    const deployable = await step('building the deployable', () =>
      buildDeployable(models, join(scratch, 'dist')),
    );
    const contenders = await step('building the same without the model', () =>
      contendersOf(deployable, manifest, scratch),
    );

    const bar = stepsBar((runs + 1) * contenders.length, 'starts');
    const measured = await interleave(contenders, runs, {
      processors,
      onStart: () => bar.increment(),
    }).finally(() => bar.stop());
    const files = Object.keys(manifest.files).map((file) => join(directory.path, file));
    const reading: number[] = [];
    for (let run = 0; run < runs; run++) {
      const speed = await machineSpeed(files);
      reading.push(speed.reading + speed.digesting);
    }
    return modelResults({
      model: directory.model,
      version: directory.version,
      manifest,
      measured,
      readingMs: median(reading),
      archiveBytes: await archiveBytes(deployable.directory),
      processors,
    });
  });
}

async function contendersOf(model: Deployable, manifest: Manifest, scratch: string): Promise<Contender[]> {
  // The build makes no folder without files for it, and removes folders that it has not made. The function reads this
  // folder during the build and later.
  const nothing = join(scratch, 'without/models');
  await mkdir(nothing, { recursive: true });
  const without = await buildDeployable(nothing, join(scratch, 'without'));
  await mkdir(nothing, { recursive: true });
  const tiny = await addAndBuild({
    name: 'tiny',
    path: tinyModel(manifest.format),
    options: ['--engine', manifest.engine],
    scratch,
  });
  const tinyManifest = (await readModels(join(scratch, 'tiny/models')))[0]?.manifest ?? manifest;
  return [
    BARE_NODE,
    await bundledFramework(scratch),
    HELLO_WORLD,
    {
      id: 'without-model',
      name: '`predict` without a model',
      role: 'floor',
      start: (processors) => startFunctionOf(without.directory, 'predict', { env: without.env, processors }),
      body: callOf({ op: 'describe' }),
      isCorrect: (answer) => JSON.stringify(answer) === '{"result":{"models":[],"total":0}}',
    },
    { ...predicting(tiny, tinyManifest), id: 'tiny-model', name: '`predict` with a tiny model' },
    { ...predicting(model, manifest), id: 'model', name: '`predict` with the model' },
  ];
}

/** Called with the model's own sample; the right answer is unknown, so any prediction will do. */
function predicting({ directory, env }: Deployable, manifest: Manifest): Omit<Contender, 'id' | 'name'> {
  return {
    role: 'ours',
    start: (processors) => startFunctionOf(directory, 'predict', { env, processors }),
    body: callOf(sampleRequest(manifest)),
    isCorrect(answer) {
      try {
        return 'outputs' in parsePredictResponse(resultOf(answer));
      } catch {
        return false;
      }
    },
  };
}
