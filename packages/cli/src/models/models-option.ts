import { join } from 'node:path';
import { Option } from 'commander';

/** The workspace's own folder, whatever folder the command is run in. */
export const DEFAULT_MODELS = join(import.meta.dirname, '../../../../models');

/** Where models are served from. */
export function modelsOption(): Option {
  return new Option('--models <folder>', 'the folder that is served').default(
    DEFAULT_MODELS,
    "the workspace's models/",
  );
}
