import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { Contender } from '../contenders/contender.ts';
import { digits } from '../contenders/digits.ts';
import { QUANTISED_FILES, quantisedMobilenet } from '../contenders/quantised-mobilenet.ts';
import { addAndBuild, copyAndBuild, prepareScratch } from '../prepare/build-deployable.ts';
import { step } from '../prepare/step.ts';

/** The same model, served by the code of two checkouts. */
export interface Pair {
  other: Contender;
  own: Contender;
}

/** Digits, each as its checkout has it. */
export function digitsOfBoth(checkout: string, scratch: string): Promise<Pair> {
  return ofBoth(checkout, scratch, async (repository, folder) =>
    digits(await copyAndBuild('digits', join(repository, 'models/digits'), folder, repository)),
  );
}

/** MobileNetV2 as it was trained and quantised, added by the command of each checkout. */
export function mobilenetOfBoth(checkout: string, scratch: string, data: string): Promise<Pair> {
  const model = { name: 'mobilenet', path: join(data, QUANTISED_FILES.model) };
  const options = ['--labels', join(data, QUANTISED_FILES.labels)];
  return ofBoth(checkout, scratch, async (repository, folder) =>
    quantisedMobilenet(await addAndBuild({ ...model, options, scratch: folder, repository }), data),
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
