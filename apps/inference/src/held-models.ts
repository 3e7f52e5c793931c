import { ParametersError } from '@pilotlight/parameters';

/** Written in by the build: what the function's size leaves for models, and which of them were to stay. */
declare const MODELS_MIB: number;
declare const PINNED: readonly string[];
/** Written in by the build: which versions it took. */
declare const VERSIONS: string;
/** Written in by the build: what a warm-up of no model by name loads; undefined where all models fit. */
declare const WARMED: readonly string[] | undefined;

/** Which models are held in memory. */
export const heldModels = { budgetMiB: MODELS_MIB, pinned: PINNED, warmed: WARMED };

/** @throws {ParametersError} where this process is told otherwise than the build was: its memory would not be enough. */
export function assertBuiltFor(
  settings: { modelsMiB: number; pinned: readonly string[]; versions: string },
  file: string,
): void {
  const problems: string[] = [];
  if (settings.modelsMiB !== 0 && settings.modelsMiB !== MODELS_MIB)
    problems.push(
      `PREDICT_MODELS_MIB is ${settings.modelsMiB}, and the function was built for ${MODELS_MIB}`,
    );
  if (settings.pinned.length > 0 && settings.pinned.join() !== PINNED.join())
    problems.push(`PREDICT_PINNED is not what the function was built for, ${PINNED.join(', ') || 'none'}`);
  if (settings.versions !== 'all' && settings.versions !== VERSIONS)
    problems.push(`PREDICT_VERSIONS is ${settings.versions}, and the function was built for ${VERSIONS}`);
  if (problems.length > 0)
    throw new ParametersError(
      [...problems, 'the build reads all three, so they are the same for all projects'],
      file,
    );
}
