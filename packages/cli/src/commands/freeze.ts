import { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { modelsOption } from '../models-option.ts';
import { styleFor } from '../style.ts';

export function freezeCommand(): Command {
  return new Command('freeze')
    .description(
      'freezes models that are served already, as `add` does with new ones: after an engine was updated',
    )
    .argument('[model...]', 'their names; all, unless said')
    .addOption(modelsOption())
    .option('--json', 'print what came of it as JSON')
    .addHelpText(
      'after',
      `
A frozen model starts with the memory that its engine had when it had run once, and need not read, build or compile
anything. One that cannot be frozen is served all the same, and starts as its engine does.

Examples:
  $ pilotlight freeze
  $ pilotlight freeze digits --json`,
    )
    .action(freeze);
}

async function freeze(names: string[], { models: folder, json = false }: { models: string; json?: boolean }) {
  const { readCatalogue } = await import('@pilotlight/model-runtime/model-catalogue');
  const { freezeStored } = await import('../freeze/freeze-stored.ts');
  // Its files are not checked yet: those that are frozen may be what is to be mended, the others are when it is loaded.
  const { all } = await readCatalogue(folder);
  const missing = names.find((name) => all.every(({ model }) => model !== name));
  if (missing !== undefined) throw new CommandError(`no model '${missing}' is served from ${folder}`);

  const style = styleFor(process.stdout);
  const done: object[] = [];
  for (const directory of all) {
    const { model, version } = directory;
    if (names.length > 0 && !names.includes(model)) continue;
    if (!json && process.stderr.isTTY) console.error(`Freezing ${model}, version ${version} …`);
    const { manifest, notFrozen } = await freezeStored(directory, folder);
    const { coldStartMs } = manifest.measured ?? {};
    done.push({ model, version, isFrozen: notFrozen === undefined, notFrozen, coldStartMs });
    if (json) continue;
    const outcome =
      notFrozen === undefined
        ? `frozen: ${Math.round(coldStartMs ?? 0)} ms to its first prediction`
        : `not frozen: ${notFrozen}`;
    console.log(`${style('bold', `${model}, version ${version}`)} is ${outcome}`);
  }
  if (json) console.log(JSON.stringify(done, undefined, 2));
}
