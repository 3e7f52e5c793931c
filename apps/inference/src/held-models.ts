import { ParametersError } from '@pilotlight/parameters';

/** Set by the build: the function's memory for models, and the pinned ones. */
declare const MODELS_MIB: number;
declare const PINNED: readonly string[];
/** Set by the build: the versions that it uploaded, `all` or `labeled`. */
declare const VERSIONS: string;
/** Set by the build: the models that a warm-up without a model loads; undefined if all models fit. */
declare const WARMED: readonly string[] | undefined;

/** Settings for the models in memory. */
export const heldModels = { budgetMiB: MODELS_MIB, pinned: PINNED, warmed: WARMED };

/** @throws {ParametersError} if the settings differ from the build's: the memory would not be enough. */
export function assertBuiltFor(
  settings: { modelsMiB: number; pinned: readonly string[]; versions: string },
  file: string,
): void {
  const problems: string[] = [];
  if (settings.modelsMiB !== 0 && settings.modelsMiB !== MODELS_MIB)
    problems.push(
      `PREDICT_MODELS_MIB is ${settings.modelsMiB}, but the function was built for ${MODELS_MIB}`,
    );
  if (settings.pinned.length > 0 && settings.pinned.join() !== PINNED.join())
    problems.push(`PREDICT_PINNED differs from the build, which had ${PINNED.join(', ') || 'none'}`);
  if (settings.versions !== 'all' && settings.versions !== VERSIONS)
    problems.push(`PREDICT_VERSIONS is ${settings.versions}, but the function was built for ${VERSIONS}`);
  if (problems.length > 0)
    throw new ParametersError(
      [...problems, 'the build reads all three, so they must be the same for all projects'],
      file,
    );
}
