import type { CloudFunction } from '@pilotlight/google-stand-in';
import type { FunctionOptions } from '@pilotlight/local-platform';

/**
 * Returns the options that start a function of an installed codebase: with the framework that was installed with it, in
 * the environment that Google was told to set. The same suffices elsewhere: `FUNCTION_TARGET=predict npm start`.
 */
export function functionOptions(
  { buildConfig, serviceConfig }: CloudFunction,
  directory: string,
  env: Readonly<Record<string, string>> = {},
): FunctionOptions {
  return {
    directory,
    target: buildConfig.entryPoint,
    env: { ...serviceConfig.environmentVariables, ...env },
  };
}
