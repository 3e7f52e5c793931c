import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import { formatWays } from '../output/format-labels.ts';
import { modelSize } from '../models/model-size.ts';
import { modelsOption } from '../models/models-option.ts';
import { waysToVersion } from '../models/share-of-version.ts';
import { styleFor } from '@pilotlight/command-line/style';

export function modelsCommand(): Command {
  return new Command('models')
    .description('lists the served models, with the measured time and memory of each')
    .argument('[model...]', 'names, or patterns such as "shop-*"; defaults to all')
    .addOption(modelsOption())
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ pilotlight models\n  $ pilotlight models "shop-*"\n  $ pilotlight models --json | jq ".[].engine"',
    )
    .action(list);
}

async function list(
  patterns: string[],
  { models: folder, json = false }: { models: string; json?: boolean },
): Promise<void> {
  const { readCatalog, readModels } = await import('@pilotlight/model-runtime/store');
  const { matchModels } = await import('../models/match-models.ts');
  const { hasSnapshot } = await import('@pilotlight/model-runtime/snapshot');
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new CommandError(`${folder} is not a folder: set the folder that is served with --models`);
  const { all, labelsOf, served } = await readCatalog(folder);
  const models = await readModels(folder, matchModels(all, patterns));
  const servedVersion = new Map(served.map(({ model, version }) => [model, version]));
  const rows = await Promise.all(
    models.map(async ({ directory, manifest, files }) => ({
      model: directory.model,
      version: directory.version,
      ...waysToVersion(
        directory.version,
        labelsOf(directory.model),
        servedVersion.get(directory.model) ?? directory.version,
      ),
      format: manifest.format,
      engine: manifest.engine,
      provenance: manifest.provenance,
      hasSnapshot: hasSnapshot(manifest),
      bytes: await modelSize(folder, files),
      coldStartMs: manifest.measured?.coldStartMs,
      memoryMiB: manifest.measured ? manifest.measured.peakMiB - manifest.measured.processMiB : undefined,
    })),
  );
  if (json) {
    console.log(JSON.stringify(rows, undefined, 2));
    return;
  }
  if (rows.length === 0) {
    console.log(`Nothing is served from ${folder}. Add a model: pilotlight add <path>`);
    return;
  }
  const style = styleFor(process.stdout);
  const heading = [
    'model',
    'version',
    'label',
    'calls',
    'format',
    'engine',
    'snapshot',
    'size',
    'first prediction',
    'memory',
  ];
  console.log(
    formatTable([
      heading.map((cell) => style('bold', cell)),
      ...rows.map(
        ({
          model,
          version,
          labels,
          share,
          format,
          engine,
          hasSnapshot: hasOne,
          bytes,
          coldStartMs,
          memoryMiB,
        }) => [
          model,
          String(version),
          ...formatWays({ labels, share }),
          format,
          engine,
          hasOne ? 'yes' : 'no',
          formatBytes(bytes),
          coldStartMs === undefined ? 'not measured' : `${Math.round(coldStartMs)} ms`,
          memoryMiB === undefined ? 'not measured' : `${Math.round(memoryMiB)} MiB`,
        ],
      ),
    ]),
  );
}
