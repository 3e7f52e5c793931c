import { join } from 'node:path';
import { Option } from 'commander';

/** The workspace's own folder: it does not depend on the folder in which the command runs. */
export const DEFAULT_MODELS = join(import.meta.dirname, '../../../../models');

/** Returns the option for the folder from which models are served. */
export function modelsOption(): Option {
  return new Option('--models <folder>', 'the folder that is served').default(
    DEFAULT_MODELS,
    "the workspace's models/",
  );
}
