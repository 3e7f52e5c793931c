import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command } from 'commander';
import { coldChart } from './charts/cold-chart.ts';
import { coldMarkdown, coldResults } from './cold/cold-results.ts';
import { interleave } from './cold/interleave.ts';
import { allContenders, type Sources } from './contenders/all-contenders.ts';
import { type LeftOut, leftOut } from './contenders/contender.ts';
import { HELLO_WORLD } from './contenders/floors.ts';
import { machineSpeed } from './growth/machine-speed.ts';
import { cacheOption, converterOption, dataOption, processorsOption } from './prepare/options.ts';
import { saveResults } from './save-results.ts';

const program = new Command('npm run bench:cold --')
  .description(
    'Measures cold starts under the Functions Framework, all contenders in turn in one run, each process held to ' +
      'one processor: from its spawn to the last byte of its first correct answer.',
  )
  .option(
    '--runs <count>',
    'counted starts of each contender, after an uncounted one',
    wholeNumber('count'),
    15,
  )
  .option('--only <ids...>', 'run only these contenders and the hello world')
  .addOption(processorsOption())
  .addOption(cacheOption())
  .addOption(converterOption())
  .addOption(dataOption())
  .option('--output <folder>', 'write cold.json, cold.svg and cold.md there')
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    `
Contenders that cannot run here are skipped, with a message. The MobileNets and the peers need Python 3.11 and its
TensorFlow, which pip installs into the cache folder once.

Examples:
  $ npm run bench:cold
  $ npm run bench:cold -- --runs 3 --only digits mobilenet-litert
  $ npm run bench:cold -- --data test_data --tfjs-converter tfjs/tfjs-converter/python --output bench/results
  $ npm run bench:cold -- --processors 2 --only digits
  $ npm run --silent bench:cold -- --runs 5 --json`,
  )
  .parse();

interface Options extends Sources {
  runs: number;
  processors: number;
  only?: string[];
  output?: string;
  json?: boolean;
}

const { runs, processors, only, output, json = false, ...sources } = program.opts<Options>();

const wanted = (id: string) => only === undefined || id === HELLO_WORLD.id || only.includes(id);

const results = await withTemporaryFolder('bench', async (scratch) => {
  const { contenders, leftOut: absent } = await allContenders(sources, scratch, wanted);
  const failed: LeftOut[] = [];
  const bar = stepsBar((runs + 1) * contenders.length, 'starts');
  const measured = await interleave(contenders, runs, {
    processors,
    onStart: () => bar.increment(),
    onFailure: ({ name }, error) => failed.push(leftOut(name, error)),
  }).finally(() => bar.stop());
  const { faultMicroseconds } = await machineSpeed([]);
  return coldResults(measured, [...absent, ...failed], { processors, faultMicroseconds });
});

const markdown = coldMarkdown(results);
if (output !== undefined)
  await saveResults(output, 'cold', { json: results, svg: coldChart(results), markdown });
console.log(json ? JSON.stringify(results, undefined, 2) : markdown);
