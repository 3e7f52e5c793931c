import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.ts';
import { madeBy, SCRIPTS } from './made-by.ts';
import type { Python } from './python.ts';
import { runTool } from './run-tool.ts';
import { step } from './step.ts';

/** MobileNetV2 with drawn weights, in several forms, and Python's answers for one image. */
export interface DrawnMobilenet {
  savedModel: string;
  tflite: string;
  /** Undefined if it was made without the TensorFlow.js converter. */
  tfjsGraph: string | undefined;
  /** Pixels of the image, row by row, from 0 to 255. */
  pixels: Uint8Array;
  /** Scores of the SavedModel. */
  scores: number[];
  /** The same image and the scores of the TFLite file, as the integers of its input and output. */
  int8: { image: number[]; scores: number[] };
}

/** Returns the folder that it is kept in. */
async function mobilenetFolder(cache: string): Promise<string> {
  return madeBy(cache, 'mobilenet');
}

/**
 * Returns the model from the cache folder, which it makes once.
 *
 * @param tfjsConverter `tfjs-converter/python` of a checkout of tensorflow/tfjs.
 */
export async function drawnMobilenet({
  cache,
  python,
  tfjsConverter,
}: {
  cache: string;
  python: Python;
  tfjsConverter: string | undefined;
}): Promise<DrawnMobilenet> {
  const folder = await mobilenetFolder(cache);
  const hasGraph = () => exists(join(folder, 'tfjs-graph/model.json'));
  const isThere = await exists(join(folder, 'expected.json'));
  if (!isThere || (tfjsConverter !== undefined && !(await hasGraph()))) {
    await step('making MobileNetV2 with Python TensorFlow', async () => {
      await mkdir(cache, { recursive: true });
      const unfinished = `${folder}.${process.pid}`;
      await runTool(python.executable, [join(SCRIPTS, 'make_mobilenet.py'), unfinished], {
        env: { ...process.env, ...(tfjsConverter === undefined ? {} : { PYTHONPATH: tfjsConverter }) },
      });
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    });
  }
  const expected: { pixels: number[]; saved_model: number[]; int8: DrawnMobilenet['int8'] } = JSON.parse(
    await readFile(join(folder, 'expected.json'), 'utf8'),
  );
  return {
    savedModel: join(folder, 'saved_model'),
    tflite: join(folder, 'int8.tflite'),
    tfjsGraph: (await hasGraph()) ? join(folder, 'tfjs-graph') : undefined,
    pixels: Uint8Array.from(expected.pixels),
    scores: expected.saved_model,
    int8: expected.int8,
  };
}
