import { Command, Option } from 'commander';
import { NativeSetupError } from './native-setup-error.ts';
import { setUp, SOURCES, type Source } from './set-up.ts';

const program = new Command('npm run native:setup --')
  .description(
    'Installs the native addon of @tensorflow/tfjs-node: models on that engine, and trainings, need it.',
  )
  .addOption(
    new Option('--from <source>', 'use only this source; by default each one is tried in turn').choices(
      SOURCES,
    ),
  )
  .action(({ from }: { from?: Source }) => setUp({ from: from === undefined ? SOURCES : [from] }));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof NativeSetupError ? error.message : error);
  process.exitCode = 1;
});
