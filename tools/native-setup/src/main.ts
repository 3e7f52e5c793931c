import { Command, Option } from 'commander';
import { NativeSetupError } from './native-setup-error.ts';
import { setUp, SOURCES, type Source } from './set-up.ts';

const program = new Command('native:setup')
  .description('Gives @tensorflow/tfjs-node the native addon that it needs to train.')
  .addOption(
    new Option('--from <source>', 'use this source alone; else one is tried after the other').choices(
      SOURCES,
    ),
  )
  .action(({ from }: { from?: Source }) => setUp({ from: from === undefined ? SOURCES : [from] }));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof NativeSetupError ? error.message : error);
  process.exitCode = 1;
});
