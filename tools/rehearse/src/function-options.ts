import type { CloudFunction } from '@pilotlight/google-stand-in';
import type { FunctionOptions } from '@pilotlight/local-platform';

/**
 * How a function of an installed codebase is started: by the framework that was installed with it, in the environment
 * that Google was asked to give it. It is also all that it takes elsewhere: `FUNCTION_TARGET=predict npm start`.
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
