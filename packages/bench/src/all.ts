import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { REPOSITORY } from '@pilotlight/local-platform';
import { Command, Option } from 'commander';
import { fillTables } from './fill-tables.ts';
import { QUANTIZED_FILES } from './contenders/quantized-mobilenet.ts';
import { exists } from './prepare/exists.ts';
import { cacheOption, converterOption, dataOption } from './prepare/options.ts';
import { writeWhole } from '@pilotlight/command-line/write-whole';

const BENCH = join(REPOSITORY, 'bench');
const RESULTS = join(BENCH, 'results');
const README = join(BENCH, 'README.md');

/** In the order in which they run. */
const PARTS = ['cold', 'growth', 'load', 'waterfall'] as const;

const program = new Command('npm run bench:all --')
  .description(
    'Runs bench:cold, bench:growth, bench:load and `pilotlight bench` with MobileNetV2, one after another; writes ' +
      'the results into bench/results and the tables into bench/README.md. Takes about ten minutes.',
  )
  .option(
    '--runs <count>',
    'counted starts of each contender (defaults to that of each benchmark)',
    wholeNumber('count'),
  )
  .addOption(new Option('--only <parts...>', 'run only these parts').choices(PARTS).default(PARTS))
  .option('--seconds <count>', 'seconds of each load (defaults to that of bench:load)', wholeNumber('count'))
  .addOption(cacheOption())
  .addOption(converterOption())
  .addOption(dataOption())
  .addHelpText(
    'after',
    `
Use the machine for nothing else meanwhile.

Examples:
  $ npm run bench:all -- --data test_data --tfjs-converter tfjs/tfjs-converter/python
  $ npm run bench:all -- --only cold load --data test_data
  $ npm run bench:all -- --runs 2 --seconds 2     # a quick check that everything works`,
  )
  .parse();

interface Options {
  only: (typeof PARTS)[number][];
  runs?: number;
  seconds?: number;
  cache: string;
  data?: string;
  tfjsConverter?: string;
}
const { only, runs, seconds, cache, data, tfjsConverter } = program.opts<Options>();

const cached = option('cache', cache);
const counted = option('runs', runs);
const sources = [...cached, ...option('data', data), ...option('tfjs-converter', tfjsConverter)];
const output = option('output', RESULTS);

const commands: Record<(typeof PARTS)[number], () => Promise<void>> = {
  cold: () => run('packages/bench/src/cold.ts', [...sources, ...counted, ...output]),
  growth: () => run('packages/bench/src/growth.ts', [...cached, ...counted, ...output]),
  load: () => run('packages/bench/src/load.ts', [...sources, ...option('seconds', seconds), ...output]),
  async waterfall() {
    const mobilenet = data === undefined ? undefined : join(data, QUANTIZED_FILES.model);
    if (mobilenet === undefined || !(await exists(mobilenet)))
      return console.error('no waterfall: add --data FOLDER with the trained MobileNetV2');
    const drawing = option('svg', join(RESULTS, 'waterfall.svg'));
    await run('packages/cli/bin/pilotlight.js', ['bench', mobilenet, ...counted, ...drawing]);
  },
};
for (const part of only) await commands[part]();

const tables: Record<string, string> = {};
for (const name of PARTS.filter((part) => part !== 'waterfall')) {
  tables[name] = await readFile(join(RESULTS, `${name}.md`), 'utf8');
}
await writeWhole(README, fillTables(await readFile(README, 'utf8'), tables));
await run('node_modules/oxfmt/bin/oxfmt', [README, RESULTS]);

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`--${name}`, String(value)];
}

async function run(script: string, args: readonly string[]): Promise<void> {
  console.error(`\n${script}`);
  const child = spawn(process.execPath, [join(REPOSITORY, script), ...args], { stdio: 'inherit' });
  await once(child, 'exit');
  if (child.exitCode !== 0)
    program.error(`error: ${script} ended with ${child.exitCode ?? child.signalCode}`);
}
