import { Command } from 'commander';
import { addCommand } from './commands/add.ts';
import { convertCommand } from './commands/convert.ts';
import { distillCommand } from './commands/distill.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { inspectCommand } from './commands/inspect.ts';
import { modelsCommand } from './commands/models.ts';
import { optimizeCommand } from './commands/optimize.ts';
import { predictCommand } from './commands/predict.ts';
import { pruneCommand } from './commands/prune.ts';
import { quantizeCommand } from './commands/quantize.ts';

/** The whole command line. A new command is a file in `commands/` and a line here. */
export function createProgram(): Command {
  const program = new Command('pilotlight')
    .description('Serves TensorFlow models from Cloud Functions for Firebase.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 it could not be done, 2 the command line is wrong.\nDEBUG=1 shows where an error comes from.',
    );
  const commands = [
    inspectCommand(),
    addCommand(),
    predictCommand(),
    modelsCommand(),
    evaluateCommand(),
    quantizeCommand(),
    convertCommand(),
    distillCommand(),
    pruneCommand(),
    optimizeCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}
