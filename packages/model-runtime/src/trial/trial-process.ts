// A process that loads a model, finds a sample that it runs on, runs it on random inputs too, and sends the result. See
// try-model.ts.

import { decodeInputs } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { installedAsset } from '../deployment/runtime-parts.ts';
import { createModelLoader } from '../load-model.ts';
import { checkOutputs } from '../request/check-outputs.ts';
import { sampleOf, sampleSignature } from '../request/sample.ts';
import { byteCount } from '../request/split-rows.ts';
import { readManifest } from '../store/model-directory.ts';
import { type Candidate, candidateSamples } from './candidate-samples.ts';
import { drawInputs } from './draw-inputs.ts';
import { findSample, NoSampleError, wordsOf } from './find-sample.ts';
import { sameAnswers } from './same-answers.ts';
import { GIVEN_SAMPLE } from './given-sample.ts';
import { send } from './send.ts';
import type { Answer, Trial } from './process-messages.ts';
import { writeTensors } from './written-tensors.ts';

/** Number of random inputs besides the sample, and the limit of their bytes together. */
const DRAWN = 6;
const MAX_DRAWN_BYTES = 16 * 1024 * 1024;

const [path = '', model = '', version, searches] = process.argv.slice(2);
const directory = { path, model, version: Number(version) };

try {
  await send({ trial: await tryInProcess() });
} catch (error) {
  const noSample = error instanceof NoSampleError;
  // The caller names the model too.
  const why = (noSample ? noSampleRan(error) : wordsOf(error)).replace(/^model '[^']*' version [0-9]+: /, '');
  await send({ why, noSample });
}
process.exit();

async function tryInProcess(): Promise<Trial> {
  await send({ step: 'loading it' });
  const manifest = await readManifest(directory);
  const loaded = await createModelLoader({ assetPath: installedAsset })(directory, manifest);
  const name = sampleSignature(manifest);
  const signature = manifest.signatures[name];
  if (!signature) throw new Error('it has no signature');
  const run = async (inputs: NamedTensors): Promise<NamedTensors> => {
    const outputs = await loaded.run(name, inputs);
    checkOutputs({ directory, signature, outputs, rows: undefined, mayBeNonFinite: true });
    return outputs;
  };

  let tried = 0;
  const runTold = async (inputs: NamedTensors): Promise<NamedTensors> => {
    tried += 1;
    await send({ step: tried === 1 ? 'running it' : `running it on sample ${tried}` });
    return run(inputs);
  };
  const given: Candidate[] =
    manifest.sample === 'zeros'
      ? []
      : [
          {
            inputs: decodeInputs({ form: 'inputs', columns: sampleOf(manifest) }, signature, true),
            words: GIVEN_SAMPLE,
            size: undefined,
            sample: manifest.sample,
          },
        ];
  const candidates = searches === 'search' ? chain(given, candidateSamples(signature)) : given;
  const { candidate, outputs, isNonFinite } = await findSample(candidates, runTold);

  await send({ step: 'running it on random inputs' });
  let isRandom = !sameAnswers(outputs, await run(candidate.inputs));
  const drawn = Math.min(DRAWN, Math.floor(MAX_DRAWN_BYTES / Math.max(1, byteCount(candidate.inputs))));
  const answers: Answer[] = [{ inputs: writeTensors(candidate.inputs), outputs: writeTensors(outputs) }];
  for (const inputs of drawInputs(candidate.inputs, drawn)) {
    if (isSame(inputs, candidate.inputs)) continue;
    // The model need not accept random values, such as an index beyond its vocabulary.
    const answer = await run(inputs).catch(() => undefined);
    if (!answer) continue;
    // A random value may have no effect in a sample of zeros: turning an empty picture changes nothing.
    isRandom ||= answers.length === 1 && !sameAnswers(answer, await run(inputs));
    answers.push({ inputs: writeTensors(inputs), outputs: writeTensors(answer) });
  }
  return {
    sample: candidate.sample,
    words: candidate.words,
    tried,
    isNonFinite,
    isRandom,
    answers,
  };
}

/** True if no input could be random. */
function isSame(some: NamedTensors, others: NamedTensors): boolean {
  return Object.entries(some).every(([name, { data }]) => {
    const other = others[name]?.data;
    return Array.isArray(data) && data.every((bytes, at) => bytes === other?.[at]);
  });
}

function* chain<Item>(...all: Iterable<Item>[]): Generator<Item> {
  for (const each of all) yield* each;
}

function noSampleRan({ tried, cause, isAlike }: NoSampleError): string {
  const [first] = tried;
  const why = wordsOf(cause).split('\n')[0]?.trim() ?? '';
  const on = first?.words ?? 'nothing';
  if (tried.length > 1 && isAlike)
    return `it failed on ${on}, and in the same way on ${tried.length - 1} other samples (${why})`;
  const others = tried.length > 1 ? `, and ${tried.length - 1} other samples failed too` : '';
  return `it failed on ${on} (${why})${others}`;
}
