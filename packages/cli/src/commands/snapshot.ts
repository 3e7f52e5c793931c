import { Command } from 'commander';
import { modelsOption } from '../models/models-option.ts';
import { styleFor } from '@pilotlight/command-line/style';

export function snapshotCommand(): Command {
  return new Command('snapshot')
    .description(
      'takes new snapshots of models that are already served, such as after an update of an engine',
    )
    .argument('[model...]', 'the names of served models; defaults to all')
    .addOption(modelsOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
A snapshot holds the engine's memory after the model ran once. A cold start then reads, builds and compiles nothing else.
A model without a snapshot is served too, and starts as its engine does.

Examples:
  $ pilotlight snapshot
  $ pilotlight snapshot digits --json`,
    )
    .action(snapshot);
}

async function snapshot(
  names: string[],
  { models: folder, json = false }: { models: string; json?: boolean },
) {
  const { readCatalog } = await import('@pilotlight/model-runtime/store');
  const { resolveServed } = await import('../models/resolve-model.ts');
  const { snapshotStored } = await import('../models/snapshot-stored.ts');
  const { sweepModels } = await import('../models/sweep-models.ts');
  await sweepModels(folder);
  // Files are not checked yet: a damaged snapshot is taken again, and the other files are checked when the model is loaded.
  const { all } = await readCatalog(folder);
  for (const name of names) await resolveServed(name, folder);

  const style = styleFor(process.stdout);
  const done: object[] = [];
  for (const directory of all) {
    const { model, version } = directory;
    if (names.length > 0 && !names.includes(model)) continue;
    if (!json && process.stderr.isTTY) console.error(`Taking a snapshot of ${model}, version ${version} …`);
    const { manifest, whyNoSnapshot } = await snapshotStored(directory, folder);
    const { coldStartMs } = manifest.measured ?? {};
    done.push({ model, version, hasSnapshot: whyNoSnapshot === undefined, whyNoSnapshot, coldStartMs });
    if (json) continue;
    const outcome =
      whyNoSnapshot === undefined
        ? `has a snapshot: ${Math.round(coldStartMs ?? 0)} ms to its first prediction`
        : `has no snapshot: ${whyNoSnapshot}`;
    console.log(`${style('bold', `${model}, version ${version}`)} ${outcome}`);
  }
  if (json) console.log(JSON.stringify(done, undefined, 2));
}
