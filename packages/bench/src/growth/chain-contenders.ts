import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBinaryTensor, ENGINE_NAMES, type EngineName } from '@pilotlight/protocol';
import { agree } from '../contenders/agree.ts';
import { callOf, type Contender, firstRowOf } from '../contenders/contender.ts';
import { startFunctionOf } from '../contenders/floors.ts';
import { addAndBuild } from '../prepare/build-deployable.ts';
import { exists } from '../prepare/exists.ts';
import { madeBy, SCRIPTS } from '../prepare/made-by.ts';
import type { Python } from '../prepare/python.ts';
import { runTool } from '../prepare/run-tool.ts';
import { step } from '../prepare/step.ts';
import { type DenseChain, drawChain, LAYER_BYTES, WIDTH } from './dense-chain.ts';
import { writeGraphModel } from './graph-model.ts';

/** A chain of dense layers on one engine. */
export interface ChainContender extends Contender {
  engine: EngineName;
  megabytes: number;
}

const FORMS = { wasm: 'tfjs-graph', litert: 'float.tflite', 'tfjs-node': 'saved_model' } as const;

/**
 * Makes a chain with that number of megabytes of weights, and a deployable of it for each engine.
 *
 * @param python for the forms that TensorFlow writes; without it only `wasm` is measured.
 */
export async function chainContenders({
  megabytes,
  cache,
  python,
  scratch,
}: {
  megabytes: number;
  cache: string;
  python: Python | undefined;
  scratch: string;
}): Promise<ChainContender[]> {
  const chain = drawChain(Math.round((megabytes * 1_000_000) / LAYER_BYTES));
  const folder = join(scratch, `chain-${megabytes}-graph`);
  await writeGraphModel(folder, chain.weights);
  const written = python && (await writtenByPython({ megabytes, chain, cache, python }));

  const contenders: ChainContender[] = [];
  for (const engine of ENGINE_NAMES) {
    const path = engine === 'wasm' ? folder : written && join(written, FORMS[engine]);
    if (path === undefined) continue;
    const name = `chain-${megabytes}-${engine}`;
    const deployable = await step(`preparing ${name}`, () =>
      addAndBuild({ name, path, options: ['--engine', engine], scratch }),
    );
    contenders.push({
      id: name,
      name: `${megabytes} MB, ${engine}`,
      role: 'ours',
      engine,
      megabytes,
      start: (processors) =>
        startFunctionOf(deployable.directory, 'predict', { env: deployable.env, processors }),
      body: callOf({
        inputs: encodeBinaryTensor({ dtype: 'float32', shape: [1, WIDTH], data: chain.input }),
      }),
      isCorrect: (answer) => agree(firstRowOf(answer), chain.expected),
    });
  }
  return contenders;
}

async function writtenByPython({
  megabytes,
  chain,
  cache,
  python,
}: {
  megabytes: number;
  chain: DenseChain;
  cache: string;
  python: Python;
}): Promise<string> {
  const chains = await madeBy(cache, 'chains');
  const folder = join(chains, String(megabytes));
  if (await exists(join(folder, FORMS.litert))) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await step(`making a chain of ${megabytes} MB with Python TensorFlow`, async () => {
    await mkdir(chains, { recursive: true });
    const weights = `${unfinished}.bin`;
    await writeFile(weights, new Uint8Array(chain.weights.buffer));
    await runTool(python.executable, [join(SCRIPTS, 'make_dense_chain.py'), weights, unfinished]);
    await rm(weights);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  });
  return folder;
}
