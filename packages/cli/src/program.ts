import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addCommand } from './commands/add.ts';
import { benchCommand } from './commands/bench.ts';
import { convertCommand } from './commands/convert.ts';
import { costCommand } from './commands/cost.ts';
import { distillCommand } from './commands/distill.ts';
import { doctorCommand } from './commands/doctor.ts';
import { addCompletion } from './completion.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { snapshotCommand } from './commands/snapshot.ts';
import { inspectCommand } from './commands/inspect.ts';
import { modelsCommand } from './commands/models.ts';
import { optimizeCommand } from './commands/optimize.ts';
import { predictCommand } from './commands/predict.ts';
import { pruneCommand } from './commands/prune.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { typesCommand } from './commands/types.ts';

/** In the order in which they are needed: a new command is a file in `commands/` and a line here. */
const COMMANDS = [
  inspectCommand,
  addCommand,
  snapshotCommand,
  predictCommand,
  modelsCommand,
  typesCommand,
  benchCommand,
  evaluateCommand,
  quantizeCommand,
  convertCommand,
  distillCommand,
  pruneCommand,
  optimizeCommand,
  costCommand,
  doctorCommand,
] as const;

/** The whole command line. @param isJson whether programs read what it prints, which want no prose when they go wrong. */
export function createProgram({ isJson }: { isJson: boolean }): Command {
  const program = new Command('pilotlight')
    .description('Serves TensorFlow models from Cloud Functions for Firebase.')
    .version(manifest.version)
    .addHelpText(
      'after',
      '\nTab completes what is typed after: source <(pilotlight complete bash), or zsh or fish.\nExit codes: 0 done, 1 it could not be done, 2 the command line is wrong.\nDEBUG=1 shows where an error comes from.',
    );
  for (const create of COMMANDS) program.addCommand(create());
  addCompletion(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    if (isJson) command.configureOutput({ writeErr: () => undefined });
  }
  return program;
}
