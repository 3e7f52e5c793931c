import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command } from 'commander';
import { growthChart } from './charts/growth-chart.ts';
import { interleave } from './cold/interleave.ts';
import { chainContenders, type ChainContender } from './growth/chain-contenders.ts';
import { growthMarkdown, growthResults } from './growth/growth-results.ts';
import { type MachineSpeed, machineSpeed } from './growth/machine-speed.ts';
import { prepareScratch } from './prepare/build-deployable.ts';
import { cacheOption, processorsOption } from './prepare/options.ts';
import { pythonWithTensorflow } from './prepare/python.ts';
import { saveResults } from './save-results.ts';

const SIZES = [1, 5, 20, 80];

const program = new Command('npm run bench:growth --')
  .description(
    'Measures how the cold start grows with the model: chains of dense layers of 1, 5, 20 and 80 MB of weights on ' +
      'each engine, and for comparison how fast the machine reads, copies and digests the same bytes.',
  )
  .option(
    '--runs <count>',
    'counted starts of each contender, after an uncounted one',
    wholeNumber('count'),
    7,
  )
  .addOption(processorsOption())
  .addOption(cacheOption())
  .option('--output <folder>', 'write growth.json, growth.svg and growth.md there')
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    `
Without Python 3.11 and a TensorFlow that pip can install, only \`wasm\` is measured.

Examples:
  $ npm run bench:growth
  $ npm run bench:growth -- --runs 3 --output bench/results`,
  )
  .parse();

const {
  runs,
  processors,
  cache,
  output,
  json = false,
} = program.opts<{
  runs: number;
  processors: number;
  cache: string;
  output?: string;
  json?: boolean;
}>();

const results = await withTemporaryFolder('bench', async (scratch) => {
  await prepareScratch(scratch);
  const python = await pythonWithTensorflow(cache).catch((error: unknown) => {
    console.error(`only wasm is measured: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  const contenders: ChainContender[] = [];
  for (const megabytes of SIZES) {
    contenders.push(...(await chainContenders({ megabytes, cache, python, scratch })));
  }

  const machine: { megabytes: number; speeds: MachineSpeed[] }[] = [];
  for (const megabytes of SIZES) {
    const file = join(scratch, `${megabytes}.bin`);
    await writeFile(file, Buffer.alloc(megabytes * 1_000_000, 7));
    const speeds: MachineSpeed[] = [];
    for (let run = 0; run < runs; run++) speeds.push(await machineSpeed([file]));
    machine.push({ megabytes, speeds });
  }

  const bar = stepsBar((runs + 1) * contenders.length, 'starts');
  const cold = await interleave(contenders, runs, {
    processors,
    onStart: () => bar.increment(),
    onFailure: ({ name }, error) => console.error(`skipped ${name}: ${String(error)}`),
  }).finally(() => bar.stop());
  return growthResults({ runs, processors, cold, machine });
});

const markdown = growthMarkdown(results);
if (output !== undefined) {
  await saveResults(output, 'growth', { json: results, svg: growthChart(results), markdown });
}
console.log(json ? JSON.stringify(results, undefined, 2) : markdown);
