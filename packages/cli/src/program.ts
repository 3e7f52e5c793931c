import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addCompletion } from './completion.ts';

/**
 * In the order in which they are needed: a new command is a file in `commands/` and a line here. Each is loaded when it is
 * asked for: all at once take three times as long.
 */
const COMMANDS = {
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand(),
  add: async () => (await import('./commands/add.ts')).addCommand(),
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshotCommand(),
  predict: async () => (await import('./commands/predict.ts')).predictCommand(),
  models: async () => (await import('./commands/models.ts')).modelsCommand(),
  remove: async () => (await import('./commands/remove.ts')).removeCommand(),
  label: async () => (await import('./commands/label.ts')).labelCommand(),
  compare: async () => (await import('./commands/compare.ts')).compareCommand(),
  types: async () => (await import('./commands/types.ts')).typesCommand(),
  bench: async () => (await import('./commands/bench.ts')).benchCommand(),
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand(),
  quantize: async () => (await import('./commands/quantize.ts')).quantizeCommand(),
  convert: async () => (await import('./commands/convert.ts')).convertCommand(),
  distill: async () => (await import('./commands/distill.ts')).distillCommand(),
  prune: async () => (await import('./commands/prune.ts')).pruneCommand(),
  optimize: async () => (await import('./commands/optimize.ts')).optimizeCommand(),
  cost: async () => (await import('./commands/cost.ts')).costCommand(),
  init: async () => (await import('./commands/init.ts')).initCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
} as const satisfies Record<string, () => Promise<Command>>;

/**
 * The command line.
 *
 * @param isJson whether programs read what it prints, which want no prose when they go wrong.
 * @param asked the first word behind `pilotlight`: where it is a command, that one alone is there, else all are.
 */
export async function createProgram({
  isJson,
  asked,
}: {
  isJson: boolean;
  asked: string | undefined;
}): Promise<Command> {
  const program = new Command('pilotlight')
    .description('Serves TensorFlow models from Cloud Functions for Firebase.')
    .version(manifest.version)
    // `--version` behind a command is the command's: that of a model.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nTab completes what is typed after: source <(pilotlight complete bash), or zsh or fish.\nExit codes: 0 done, 1 it could not be done, 2 the command line is wrong.\nDEBUG=1 shows where an error comes from.',
    );
  const isOne = asked !== undefined && Object.hasOwn(COMMANDS, asked);
  for (const [name, load] of Object.entries(COMMANDS)) {
    if (!isOne || name === asked) program.addCommand(await load());
  }
  addCompletion(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    if (isJson) command.configureOutput({ writeErr: () => undefined });
  }
  return program;
}
