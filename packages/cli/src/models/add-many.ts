import { availableParallelism } from 'node:os';
import { CommandError } from '@pilotlight/command-line/command-error';
import { explainError } from '../errors/explain-error.ts';
import { type AddedPath, addPath, type AddPathOptions } from './add-path.ts';
import { fitModelName, modelNameFrom } from './model-name.ts';

/** Outcome for one of many models. */
export type AddOutcome = { path: string; name: string } & ({ added: AddedPath } | { why: string });

/**
 * Adds the models at many paths, as many at a time as there are processors. A failure does not stop the others.
 *
 * @param onOutcome called with each outcome at once.
 * @throws {CommandError} if two would get the same name, before any is added.
 */
export async function addMany(
  paths: readonly string[],
  options: Omit<AddPathOptions, 'name' | 'version' | 'onStep'>,
  onOutcome: (outcome: AddOutcome) => void,
): Promise<AddOutcome[]> {
  const named = paths.map((path) => ({ path, name: fitModelName(modelNameFrom(path)) }));
  for (const [name, same] of Map.groupBy(named, (one) => one.name)) {
    if (same.length === 1) continue;
    const which = same.map(({ path }) => path).join(' and ');
    throw new CommandError(`${which} would both be called ${name}: add them one by one, with --name`);
  }

  const outcomes: AddOutcome[] = [];
  const left = named.values();
  async function work(): Promise<void> {
    // All workers take from the same list.
    for (const one of left) {
      const outcome = await addOne(one, options);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), named.length) }, work));
  return outcomes;
}

async function addOne(
  one: { path: string; name: string },
  options: Omit<AddPathOptions, 'name' | 'version' | 'onStep'>,
): Promise<AddOutcome> {
  try {
    const { name } = one;
    const added = await addPath(one.path, { ...options, name, version: undefined, onStep: () => undefined });
    return { ...one, added };
  } catch (error) {
    return { ...one, why: explainError(error).message };
  }
}
