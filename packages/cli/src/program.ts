import { Command } from 'commander';
import { addCommand } from './commands/add.ts';
import { benchCommand } from './commands/bench.ts';
import { convertCommand } from './commands/convert.ts';
import { costCommand } from './commands/cost.ts';
import { distillCommand } from './commands/distill.ts';
import { doctorCommand } from './commands/doctor.ts';
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

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command('pilotlight')
    .description('Serves TensorFlow models from Cloud Functions for Firebase.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 it could not be done, 2 the command line is wrong.\nDEBUG=1 shows where an error comes from.',
    );
  for (const create of COMMANDS) program.addCommand(create());
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}
