import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCodebase, REPOSITORY, startFunction } from '@pilotlight/local-platform';
import { flatJpeg } from '@pilotlight/model-runtime/flat-images';
import { buildAll } from '../hostile/process/deployables.ts';
import { endAtExit } from '../hostile/process/at-exit.ts';
import { call } from '../support/call.ts';
import { digits } from '../support/digits.ts';
import { held } from './held.ts';

/** Number of concurrent callers. */
const CALLERS = 8;
const SAMPLES = 20;
/** Number of predictions per image that is decoded in a thread: more of them would dominate the measurement. */
const LARGE_IMAGE_EVERY = 2000;

/** Resources of the process after a number of predictions. */
export interface SoakSample {
  predictions: number;
  seconds: number;
  residentMiB: number;
  descriptors: number;
}

export interface SoakResult {
  samples: SoakSample[];
  /** Answers that differed from the first one to the same question. */
  wrong: string[];
}

/** Calls three models on two engines, in one process as deployed. */
export async function soak(
  predictions: number,
  onSample?: (sample: SoakSample) => void,
): Promise<SoakResult> {
  await using deployable = await buildAll();
  const { env } = await readCodebase('inference');
  const predict = await startFunction({ directory: deployable.directory, target: 'predict', env });
  using _ = endAtExit(predict.pid);
  try {
    const questions = await allQuestions();
    const rarely = await largeImage();
    const expected = new Map<object, string>();
    for (const question of [...questions, rarely]) expected.set(question, await ask(predict.url, question));

    const samples: SoakSample[] = [];
    const wrong: string[] = [];
    const begun = performance.now();
    let asked = 0;
    let answered = 0;
    const callAgain = async () => {
      while (asked < predictions) {
        const number = asked++;
        const often = questions[number % questions.length] ?? rarely;
        const question = number % LARGE_IMAGE_EVERY === 1 ? rarely : often;
        const answer = await ask(predict.url, question).catch(String);
        if (answer !== expected.get(question)) wrong.push(answer.slice(0, 300));
        answered++;
        if (answered % Math.ceil(predictions / SAMPLES) !== 0 && answered !== predictions) continue;
        const seconds = (performance.now() - begun) / 1000;
        const sample = { predictions: answered, seconds, ...(await held(predict.pid)) };
        samples.push(sample);
        onSample?.(sample);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, callAgain));
    return { samples, wrong };
  } finally {
    await predict.stop();
  }
}

/**
 * Returns digits in numbers and bytes, pixels and small files of each format, and requests for the network on the other
 * engine.
 */
async function allQuestions(): Promise<object[]> {
  const images = join(REPOSITORY, 'packages/model-runtime/src/images/fixtures');
  const files = await Promise.all(
    ['rgb.png', 'rgb.jpg', 'lossy.webp'].map((name) => readFile(join(images, name), 'base64')),
  );
  const pixels = {
    dtype: 'float32',
    shape: [8, 8, 3],
    b64: Buffer.alloc(4 * 8 * 8 * 3, 7).toString('base64'),
  };
  const ofDigits = digits.flatMap(({ binary, nested }) =>
    [binary, nested].map((row) => ['digits', row] as const),
  );
  const ofPictures = [...files.map((b64) => ({ b64 })), pixels].map((row) => ['pictures', row] as const);
  const all = [...ofDigits, ...ofPictures, ['graph', pixels] as const];
  return all.map(([model, row]) => ({ model, instances: [row] }));
}

async function largeImage(): Promise<object> {
  return { model: 'pictures', instances: [{ b64: flatJpeg('baseline').toString('base64') }] };
}

/** Returns the prediction, or the refusal. */
async function ask(url: string, question: object): Promise<string> {
  const { body, text } = await call(url, question);
  const { result } = body;
  const isAnswer = typeof result === 'object' && result !== null && 'predictions' in result;
  return isAnswer ? JSON.stringify(result.predictions) : text;
}
