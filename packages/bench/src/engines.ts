import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { canPin } from '@pilotlight/local-platform';
import type { EngineName } from '@pilotlight/protocol';
import { readModels } from '@pilotlight/model-runtime/store';
import { Command } from 'commander';
import { buildEngine } from './build-engine.ts';
import { type EngineRun, measureEngine } from './measure-engine.ts';
import { formatSummary, summarize } from '@pilotlight/statistics/summary';

/** The engine that the others are compared with. */
const REFERENCE = 'tfjs-node';

const program = new Command('npm run bench:engines --')
  .description(
    'Measures engines side by side, each on its own form of one model, all in turn in one run: each time a fresh ' +
      'process of the deployed code, held to one processor, from its spawn to its first prediction; then a hundred more.',
  )
  .requiredOption('--models <folder>', 'folder with the forms of the model, added by `pilotlight add`')
  .option(
    '--runs <count>',
    'counted processes of each engine, after an uncounted one',
    wholeNumber('count'),
    9,
  )
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    `
Examples:
  $ python tools/oracle-fixtures/make_mobilenet.py /tmp/mobilenet
  $ npx pilotlight add /tmp/mobilenet/int8.tflite --name mobilenet-litert --models /tmp/models
  $ npx pilotlight add /tmp/mobilenet/tfjs-graph --name mobilenet-wasm --models /tmp/models
  $ npx pilotlight add /tmp/mobilenet/saved_model --engine tfjs-node --name mobilenet-tfjs-node --models /tmp/models
  $ npm run bench:engines -- --models /tmp/models
  $ npm run --silent bench:engines -- --models /tmp/models --runs 3 --json`,
  )
  .parse();

const options = program.opts<{ models: string; runs: number; json?: boolean }>();
const { runs, json = false } = options;
const modelsDirectory = resolve(options.models);

const models = await readModels(modelsDirectory).catch((error: unknown) =>
  program.error(`error: ${options.models}: ${error instanceof Error ? error.message : String(error)}`),
);
if (models.length === 0) {
  program.error(`error: ${options.models} has no models; \`--help\` shows how to add them`);
}

await withTemporaryFolder('engines', async (scratch) => {
  const contenders = await prepare(scratch);
  const bar = stepsBar(runs * contenders.length, 'processes');
  for (let run = 0; run < runs; run++) {
    for (const { measure, measured } of contenders) {
      measured.push(await measure());
      bar.increment();
    }
  }
  bar.stop();
  print(contenders);
});

interface EngineContender {
  engine: EngineName;
  /** Name with its version. */
  model: string;
  /** Starts another process of it. */
  measure: () => Promise<EngineRun>;
  measured: EngineRun[];
}

/** Builds each contender and runs it once, uncounted; one that does not run here is skipped, with a message. */
async function prepare(scratch: string): Promise<EngineContender[]> {
  const contenders: EngineContender[] = [];
  for (const { directory, manifest } of models) {
    const { engine } = manifest;
    const model = `${directory.model}/${directory.version}`;
    const folder = join(scratch, model);
    await mkdir(folder, { recursive: true });
    const bundle = await buildEngine(engine, folder);
    const measure = () => measureEngine(bundle, directory);
    try {
      // It also brings the files into the system's cache, where the platform's image already is.
      await measure();
      contenders.push({ engine, model, measure, measured: [] });
    } catch (error) {
      console.error(`skipped ${engine}: ${model} does not run on it here: ${reason(error)}`);
    }
  }
  if (contenders.length === 0) program.error(`error: no model of ${options.models} runs here`);
  return contenders;
}

function print(contenders: readonly EngineContender[]): void {
  const reference = contenders.find(({ engine }) => engine === REFERENCE)?.measured;
  const rows = contenders.map(({ engine, model, measured }) => {
    // Ratios within a run: other work of the machine affects all engines.
    const ratio = (figure: (run: EngineRun, other: EngineRun) => number) =>
      reference &&
      summarize(measured.flatMap((run, at) => (reference[at] ? [figure(run, reference[at])] : [])));
    return {
      engine,
      model,
      firstMs: summarize(measured.map(({ firstMs }) => firstMs)),
      timesSooner: ratio((run, other) => other.firstMs / run.firstMs),
      warmMs: summarize(measured.map(({ warmMs }) => warmMs)),
      warmRatio: ratio((run, other) => run.warmMs / other.warmMs),
      settledMs: summarize(measured.map(({ settledMs }) => settledMs)),
      settledRatio: ratio((run, other) => run.settledMs / other.settledMs),
      peakMiB: summarize(measured.map(({ peakMiB = Number.NaN }) => peakMiB)),
    };
  });

  const isPinned = canPin();
  if (json) {
    console.log(JSON.stringify({ node: process.version, isPinned, runs, engines: rows }, undefined, 2));
    return;
  }
  console.log(
    `${runs} processes of each, Node.js ${process.version}, ${isPinned ? 'one processor' : 'not pinned'}; median (least to most)\n`,
  );
  console.log(
    `| engine | model | first prediction, ms | times sooner than ${REFERENCE} | next 20, ms | ratio | settled, ms | ratio | peak, MiB |`,
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const {
    engine,
    model,
    firstMs,
    timesSooner,
    warmMs,
    warmRatio,
    settledMs,
    settledRatio,
    peakMiB,
  } of rows) {
    const cells = [
      formatSummary(firstMs, 0),
      timesSooner ? formatSummary(timesSooner, 1) : '',
      formatSummary(warmMs, 1),
      warmRatio ? formatSummary(warmRatio, 2) : '',
      formatSummary(settledMs, 1),
      settledRatio ? formatSummary(settledRatio, 2) : '',
      formatSummary(peakMiB, 0),
    ];
    console.log(`| ${[engine, model, ...cells].join(' | ')} |`);
  }
}

/** Returns the line of a failed process' output that has the reason. */
function reason(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return /^.*Error: .*$/m.exec(printed)?.[0] ?? String(error);
}
