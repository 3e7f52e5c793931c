import { Command } from 'commander';
import { formatBytes } from '../format-bytes.ts';
import { formatTable } from '../format-table.ts';
import { modelSize } from '../model-size.ts';
import { modelsOption } from '../models-option.ts';
import { styleFor } from '../style.ts';

export function modelsCommand(): Command {
  return new Command('models')
    .description('says what is served, and what each model was measured to need')
    .addOption(modelsOption())
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ pilotlight models\n  $ pilotlight models --json | jq ".[].engine"',
    )
    .action(list);
}

async function list({ models: folder, json = false }: { models: string; json?: boolean }): Promise<void> {
  const { readModels } = await import('@pilotlight/model-runtime/read-models');
  const { isFrozen } = await import('@pilotlight/model-runtime/is-frozen');
  const models = await readModels(folder);
  const rows = await Promise.all(
    models.map(async ({ directory, manifest, files }) => ({
      model: directory.model,
      version: directory.version,
      format: manifest.format,
      engine: manifest.engine,
      made: manifest.made,
      isFrozen: isFrozen(manifest),
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
    console.log(`Nothing is served from ${folder}. Put a model there: pilotlight add <path>`);
    return;
  }
  const style = styleFor(process.stdout);
  const heading = ['model', 'version', 'format', 'engine', 'frozen', 'size', 'first prediction', 'memory'];
  console.log(
    formatTable([
      heading.map((cell) => style('bold', cell)),
      ...rows.map(({ model, version, format, engine, isFrozen: frozen, bytes, coldStartMs, memoryMiB }) => [
        model,
        String(version),
        format,
        engine,
        frozen ? 'yes' : 'no',
        formatBytes(bytes),
        coldStartMs === undefined ? 'not measured' : `${Math.round(coldStartMs)} ms`,
        memoryMiB === undefined ? 'not measured' : `${Math.round(memoryMiB)} MiB`,
      ]),
    ]),
  );
}
