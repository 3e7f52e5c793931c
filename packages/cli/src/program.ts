import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addCompletion } from './completion.ts';

/**
 * Commands in the order in which users need them. A new command is a file in `commands/` and a line here. Each is loaded
 * on demand: loading all of them takes three times as long.
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
 * Creates the command line.
 *
 * @param isJson true if a program reads the output: errors then have no prose.
 * @param asked the first word after `pilotlight`: if it is a command, only that one is added, else all are.
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
    // `--version` after a command belongs to the command: it is the version of a model.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nFor completion with Tab: source <(pilotlight complete bash), or zsh or fish.\nExit codes: 0 done, 1 failed, 2 wrong command line.\nDEBUG=1 shows where an error comes from.',
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
