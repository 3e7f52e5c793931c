import { join } from 'node:path';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command } from 'commander';
import { circumstances } from './circumstances.ts';
import { coldRows } from './cold/cold-results.ts';
import { interleave } from './cold/interleave.ts';
import { allContenders, type Sources } from './contenders/all-contenders.ts';
import { HELLO_WORLD } from './contenders/floors.ts';
import { type Baseline, readBaseline, writeBaseline } from './guard/baseline.ts';
import { compare } from './guard/compare.ts';
import { markdownTable } from './markdown-table.ts';
import { cacheOption, converterOption, dataOption } from './prepare/options.ts';

/** Contenders that the project can make slower, and the reference for their ratios. */
const GUARDED = new Set([
  'hello-world',
  'digits',
  'mobilenet-quantized',
  'mobilenet-wasm',
  'mobilenet-litert',
]);

const program = new Command('npm run bench:guard --')
  .description(
    'Measures the cold starts of the models that the project serves: time and pages of memory touched, as ratios to ' +
      'the hello world in the same run. Exits with 1 if one has grown by more than chance since the committed baseline.',
  )
  .option(
    '--runs <count>',
    'counted starts of each contender, after an uncounted one',
    wholeNumber('count'),
    15,
  )
  .option(
    '--baseline <file>',
    'baseline to compare with',
    join(import.meta.dirname, '../../../bench/baseline.json'),
  )
  .option('--only <ids...>', 'run only these contenders and the hello world')
  .option('--faults', 'compare only pages touched, which hardly change on a busy machine')
  .option('--write', 'write a new baseline in place of comparing')
  .addOption(cacheOption())
  .addOption(converterOption())
  .addOption(dataOption())
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    `
Exit codes: 0 as before or faster, 1 slower, 2 not measured. Milliseconds are never compared, as they depend on the
machine. Contenders that cannot run here are skipped, with a message.

Examples:
  $ npm run bench:guard
  $ npm run bench:guard -- --runs 30
  $ npm run bench:guard -- --faults --runs 3 --only digits
  $ npm run bench:guard -- --write      # after an intended change; commit bench/baseline.json`,
  )
  // Exit code 1 means only that something has become slower.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

interface Options extends Sources {
  runs: number;
  baseline: string;
  only?: string[];
  faults?: boolean;
  write?: boolean;
  json?: boolean;
}
const {
  runs,
  baseline: file,
  only,
  faults: faultsOnly = false,
  write = false,
  json = false,
  ...sources
} = program.opts<Options>();

try {
  const baseline = write ? undefined : await readBaseline(file);
  const measured = await measure();
  if (baseline) report(baseline, measured);
  else {
    await writeBaseline(file, measured);
    console.log(`wrote ${file}: ${Object.keys(measured.ratios).join(', ')}`);
  }
} catch (error) {
  program.error(`error: ${error instanceof Error ? error.message : String(error)}`, { exitCode: 2 });
}

async function measure(): Promise<Baseline> {
  return withTemporaryFolder('bench', async (scratch) => {
    const { contenders, leftOut } = await allContenders(sources, scratch, isWanted);
    for (const { name, why } of leftOut) console.error(`skipped ${name}: ${why}`);
    const bar = stepsBar((runs + 1) * contenders.length, 'starts');
    const starts = await interleave(contenders, runs, { onStart: () => bar.increment() }).finally(() =>
      bar.stop(),
    );
    const { node, platform } = circumstances();
    const rows = coldRows(starts);
    const ours = rows.filter(({ role }) => role === 'ours');
    // As ratios too: machines have pages of different sizes.
    const floor = rows.find(({ role }) => role === 'reference')?.faults ?? [];
    return {
      node,
      platform,
      ratios: Object.fromEntries(ours.map(({ id, ratios }) => [id, ratios])),
      faults: Object.fromEntries(
        ours.flatMap(({ id, faults }) =>
          faults.length > 0 && floor.length > 0
            ? [[id, faults.map((count, run) => Number((count / (floor[run] ?? Number.NaN)).toFixed(4)))]]
            : [],
        ),
      ),
    };
  });
}

function report(baseline: Baseline, now: Baseline): void {
  const verdicts = (faultsOnly ? (['faults'] as const) : (['ratios', 'faults'] as const)).flatMap((of) =>
    compare(baseline[of], now[of]).map((verdict) => ({ of, ...verdict })),
  );
  const isWorse = verdicts.some(({ verdict }) => verdict === 'regression');
  console.log(
    json
      ? JSON.stringify({ isWorse, verdicts }, undefined, 2)
      : markdownTable(
          ['', 'of', 'baseline', 'now', 'may grow by', ''],
          verdicts.map(({ id, of, baseline: was, now: is, tolerance, verdict }) => [
            id,
            of,
            shown(was),
            shown(is),
            shown(tolerance),
            verdict,
          ]),
        ),
  );
  if (isWorse) process.exitCode = 1;
}

function isWanted(id: string): boolean {
  return GUARDED.has(id) && (only === undefined || id === HELLO_WORLD.id || only.includes(id));
}

function shown(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(3);
}
