import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { formatSummary, summarize } from '@pilotlight/statistics/summary';
import { Command } from 'commander';
import { firstCall, platformOf, tick, WAYS } from '../support/warm-up-ways.ts';

const program = new Command('npm run measure:first-call --')
  .description(
    'Measures how long the first user of a function that has scaled to zero waits, with each way to keep it warm, in ' +
      'turn in one run: real processes under the Functions Framework, each started by its first call.',
  )
  .option(
    '--runs <count>',
    'runs of each way, after one that is not counted',
    wholeNumber('count', { most: 1000 }),
    11,
  )
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run measure:first-call\n  $ npm run --silent measure:first-call -- --runs 3 --json',
  )
  .parse();

const { runs, json = false } = program.opts<{ runs: number; json?: boolean }>();
const calls = new Map(WAYS.map((way) => [way, [] as Awaited<ReturnType<typeof firstCall>>[]]));

const idleTicksMs: number[] = [];

const bar = stepsBar((runs + 1) * WAYS.length, 'calls');
for (let run = 0; run <= runs; run++) {
  for (const way of WAYS) {
    await using platform = await platformOf(way);
    if (way !== 'nothing') await tick(platform);
    const call = await firstCall(platform);
    if (run > 0) calls.get(way)?.push(call);
    if (run > 0 && way === 'warmUp') {
      // No ping is due yet.
      const begun = performance.now();
      await tick(platform);
      idleTicksMs.push(performance.now() - begun);
    }
    bar.increment();
  }
}
bar.stop();

const rows = [...calls].map(([way, made]) => ({
  way,
  cold: made.filter(({ cold }) => cold).length,
  of: made.length,
  waited: summarize(made.map(({ tookMs }) => tookMs)),
}));
const idleTick = summarize(idleTicksMs);

if (json) {
  console.log(JSON.stringify({ node: process.version, runs, rows, idleTick }, undefined, 2));
} else {
  console.log(`${runs} first calls each, Node.js ${process.version}; median (least to most)\n`);
  console.log('| before the call | found cold | the user waited, ms |');
  console.log('|---|---|---|');
  for (const { way, cold, of, waited } of rows) {
    console.log(`| ${way} | ${cold} of ${of} | ${formatSummary(waited, 0)} |`);
  }
  console.log(`\nA tick of warmUp without a due ping: ${formatSummary(idleTick, 0)} ms`);
}
