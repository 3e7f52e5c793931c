import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { Contender } from '../contenders/contender.ts';
import { digits } from '../contenders/digits.ts';
import { mobilenet } from '../contenders/mobilenet.ts';
import { addAndBuild, copyAndBuild, prepareScratch } from '../prepare/build-deployable.ts';
import { drawnMobilenet } from '../prepare/drawn-mobilenet.ts';
import { pythonWithTensorflow } from '../prepare/python.ts';
import { step } from '../prepare/step.ts';

/** The same model, served by the code of two checkouts. */
export interface Pair {
  other: Contender;
  own: Contender;
}

/** Returns digits, each as its checkout has it. */
export function digitsOfBoth(checkout: string, scratch: string): Promise<Pair> {
  return ofBoth(checkout, scratch, async (repository, folder) =>
    digits(await copyAndBuild('digits', join(repository, 'models/digits'), folder, repository)),
  );
}

/**
 * Returns MobileNetV2 int8 with drawn weights, added by the command of each checkout.
 *
 * @throws {Error} if the model is not in the cache, and there is no Python TensorFlow to make it.
 */
export async function mobilenetOfBoth(checkout: string, scratch: string, cache: string): Promise<Pair> {
  const drawn = await drawnMobilenet({
    cache,
    python: await pythonWithTensorflow(cache),
    tfjsConverter: undefined,
  });
  const model = { name: 'mobilenet', path: drawn.tflite };
  return ofBoth(checkout, scratch, async (repository, folder) =>
    mobilenet('litert', await addAndBuild({ ...model, scratch: folder, repository }), drawn),
  );
}

async function ofBoth(
  checkout: string,
  scratch: string,
  make: (repository: string, folder: string) => Promise<Contender>,
): Promise<Pair> {
  const made = async (name: string, repository: string) => {
    const folder = join(scratch, name);
    await mkdir(folder, { recursive: true });
    await prepareScratch(folder).catch(() => undefined);
    return step(`preparing ${name}`, () => make(repository, folder));
  };
  const [other, own] = [await made('other', checkout), await made('own', REPOSITORY)];
  return {
    other: { ...other, id: `${other.id}-other`, name: `${other.name}, the other` },
    own: { ...own, name: `${own.name}, this` },
  };
}
