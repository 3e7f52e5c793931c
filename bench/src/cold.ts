import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { digits, HELLO_WORLD } from './contender.ts';
import { type ColdStart, measureColdStart } from './measure-cold-start.ts';
import { spread, summarise } from './statistics.ts';
import { toCount } from './to-count.ts';

const program = new Command('npm run bench:cold --')
  .description(
    'Measures cold starts under the Functions Framework, all contenders in turn in one run, each process held to\n' +
      'one processor: from its spawn to the last byte of its first correct answer.',
  )
  .option('--runs <count>', 'counted starts of each, after one that is not', toCount, 15)
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm run bench:cold\n  $ npm run --silent bench:cold -- --runs 5 --json',
  )
  .parse();

const { runs, json = false } = program.opts<{ runs: number; json?: boolean }>();
const contenders = [HELLO_WORLD, await digits()];
const measured = new Map<string, ColdStart[]>(contenders.map(({ name }) => [name, []]));

const bar = new SingleBar({
  format: '{bar} {value}/{total} starts',
  stream: process.stderr,
  clearOnComplete: true,
});
bar.start((runs + 1) * contenders.length, 0);
for (let run = 0; run <= runs; run++) {
  for (const contender of contenders) {
    const start = await measureColdStart(contender);
    // The first brings the files into the system's cache, as the platform's image is by then.
    if (run > 0) measured.get(contender.name)?.push(start);
    bar.increment();
  }
}
bar.stop();

const rows = [...measured].map(([name, starts]) => ({
  name,
  firstAnswerMs: summarise(starts.map(({ firstAnswerMs }) => firstAnswerMs)),
  // Run by run: what the machine was doing meanwhile, it was doing to both.
  ratio: summarise(
    starts.map(
      ({ firstAnswerMs }, run) => firstAnswerMs / (measured.get(HELLO_WORLD.name)?.[run]?.firstAnswerMs ?? 0),
    ),
  ),
  secondAnswerMs: summarise(starts.map(({ secondAnswerMs }) => secondAnswerMs)),
  peakMiB: summarise(starts.map(({ peakMiB = Number.NaN }) => peakMiB)),
}));

if (json) {
  console.log(JSON.stringify({ node: process.version, runs, contenders: rows }, undefined, 2));
} else {
  console.log(
    `${runs} cold starts of each, Node.js ${process.version}, one processor; median (least to most)\n`,
  );
  console.log('| | first answer, ms | ratio | second, ms | peak, MiB |');
  console.log('|---|---|---|---|---|');
  for (const row of rows) {
    const cells = [row.firstAnswerMs, row.ratio, row.secondAnswerMs, row.peakMiB].map((summary, column) =>
      spread(summary, column === 1 ? 2 : 0),
    );
    console.log(`| ${[row.name, ...cells].join(' | ')} |`);
  }
}
