import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandError } from '@pilotlight/command-line/command-error';
import { writeWhole } from '@pilotlight/command-line/write-whole';
import { functionName } from '@pilotlight/parameters';
import { nameServices } from './name-services.ts';
import { setValues } from './set-values.ts';

const PREDICT_FILE = 'apps/inference/config/.env';
const WARM_UP_FILE = 'apps/warmup/config/.env';
const PAGE_FILE = 'apps/web/.env';

/** Deployed names of the two functions. */
export interface FunctionNames {
  predict: string;
  warmUp: string;
}

/** Reads the names of a clone's two functions. */
export async function readFunctionNames(repository: string): Promise<FunctionNames> {
  const read = async (file: string) => parseEnv(await readFile(join(repository, file), 'utf8'));
  const { PREDICT_FUNCTION: predict = 'predict' } = await read(PREDICT_FILE);
  const { WARM_UP_FUNCTION: warmUp = 'warmUp' } = await read(WARM_UP_FILE);
  return { predict, warmUp };
}

/**
 * Writes the names of the two functions into every file of a clone that has them.
 *
 * @throws {CommandError} for a name that is not valid, or the same name for both.
 */
export async function nameFunctions(repository: string, names: FunctionNames): Promise<void> {
  for (const name of [names.predict, names.warmUp]) {
    if (functionName.read(name) === undefined)
      throw new CommandError(`${name} must be ${functionName.expected}`);
  }
  // The platform gives names that differ only in capitals the same service.
  if (names.predict.toLowerCase() === names.warmUp.toLowerCase())
    throw new CommandError(`both functions cannot be called ${names.predict}`);
  const { predict: before } = await readFunctionNames(repository);
  const targets = await readTargets(repository);
  const renamed = targets.map((target) => (target === before ? names.predict : target));
  await edit(join(repository, PREDICT_FILE), { PREDICT_FUNCTION: names.predict });
  await edit(join(repository, WARM_UP_FILE), {
    WARM_UP_FUNCTION: names.warmUp,
    WARM_UP_TARGETS: JSON.stringify(renamed),
  });
  await edit(join(repository, PAGE_FILE), { VITE_PREDICT_FUNCTION: names.predict });
  await nameServices(join(repository, 'monitoring/predict'), names.predict);
  await nameServices(join(repository, 'monitoring/warm-up'), names.warmUp);
}

async function readTargets(repository: string): Promise<string[]> {
  const { WARM_UP_TARGETS: text = '[]' } = parseEnv(await readFile(join(repository, WARM_UP_FILE), 'utf8'));
  try {
    const targets: string[] = JSON.parse(text);
    return targets;
  } catch (cause) {
    throw new CommandError(`WARM_UP_TARGETS in ${WARM_UP_FILE} is not a list`, { cause });
  }
}

async function edit(file: string, values: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(file, 'utf8');
  const edited = setValues(text, values);
  if (edited !== text) await writeWhole(file, edited);
}
