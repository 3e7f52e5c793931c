import { join } from 'node:path';
import { Option } from 'commander';

/** Where models are served from: the workspace's own folder, whatever folder the command is run in. */
export function modelsOption(): Option {
  return new Option('--models <folder>', 'the folder that is served').default(
    join(import.meta.dirname, '../../../../models'),
    "the workspace's models/",
  );
}
