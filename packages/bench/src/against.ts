import { resolve } from 'node:path';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { processorMs } from '@pilotlight/local-platform';
import { median } from '@pilotlight/statistics/median';
import { percentile } from '@pilotlight/statistics/percentile';
import { Command, Option } from 'commander';
import { measureWarm } from './against/measure-warm.ts';
import { digitsOfBoth, mobilenetOfBoth, type Pair } from './against/two-checkouts.ts';
import { ask } from './ask.ts';
import { coldRows } from './cold/cold-results.ts';
import { interleave } from './cold/interleave.ts';
import { HELLO_WORLD } from './contenders/floors.ts';
import { type Load, measureLoad } from './load/measure-load.ts';
import { markdownTable } from './markdown-table.ts';
import { cacheOption } from './prepare/options.ts';
import { startAnswering } from './start-answering.ts';

const CONCURRENCIES = [8, 16, 80];

type Part = 'cold' | 'warm' | 'load';

const program = new Command('npm run bench:against --')
  .description(
    'Compares this checkout with another one, in one run: cold starts and warm calls of digits, and MobileNetV2 int8 ' +
      'under 8, 16 and 80 callers. Shows the cost or gain of a change.',
  )
  .argument('<checkout>', 'the other checkout, after `npm ci` in it')
  .option('--runs <count>', 'counted cold starts of each checkout', wholeNumber('count'), 15)
  .option('--calls <count>', 'counted warm calls of each checkout', wholeNumber('count'), 2000)
  .option('--seconds <count>', 'seconds of each load, in two halves', wholeNumber('count'), 20)
  .addOption(
    new Option('--only <part>', 'run only this part').choices(['cold', 'warm', 'load'] satisfies Part[]),
  )
  .addOption(cacheOption())
  .addHelpText(
    'after',
    `
Examples:
  $ git worktree add /tmp/before HEAD~50 && (cd /tmp/before && npm ci)
  $ npm run bench:against -- /tmp/before --only load`,
  )
  .parse();
const [checkout = ''] = program.args;
const { runs, calls, seconds, only, cache } = program.opts<{
  runs: number;
  calls: number;
  seconds: number;
  only?: Part;
  cache: string;
}>();
const isWanted = (part: Part) => only === undefined || only === part;

await withTemporaryFolder('bench', async (scratch) => {
  if (only !== 'load') {
    const digits = await digitsOfBoth(resolve(checkout), scratch);
    if (isWanted('cold')) await printCold(digits);
    if (isWanted('warm')) await printWarm(digits);
  }
  if (isWanted('load')) await printLoads(await mobilenetOfBoth(resolve(checkout), scratch, cache));
});

async function printCold({ other, own }: Pair): Promise<void> {
  const rows = coldRows(await interleave([HELLO_WORLD, other, own], runs));
  console.log(
    markdownTable(
      [`${runs} cold starts of each`, 'first answer, ms', 'ratio', 'page faults'],
      rows.map(({ name, firstAnswerMs, ratio, faults }) => [
        name,
        firstAnswerMs.median.toFixed(0),
        `**${ratio.median.toFixed(3)}** (${ratio.min.toFixed(3)} to ${ratio.max.toFixed(3)})`,
        faults.length > 0 ? median(faults).toFixed(0) : 'unknown',
      ]),
    ),
  );
}

async function printWarm({ other, own }: Pair): Promise<void> {
  const measured = await measureWarm([other, own], calls);
  console.log(
    markdownTable(
      [`${calls} warm calls of each, in turn`, 'p50, ms', 'p95, ms', 'of the processor, ms'],
      [other, own].map(({ name }, at) => [
        name,
        ...[50, 95].map((share) => percentile(measured[at]?.took ?? [], share).toFixed(2)),
        measured[at]?.processorMs.toFixed(2) ?? '',
      ]),
    ),
  );
}

/** In two halves, each checkout first in one of them: so a change of the machine's speed affects both. */
async function printLoads({ other, own }: Pair): Promise<void> {
  const instances = [];
  try {
    for (const contender of [other, own]) {
      const { server } = await startAnswering(contender);
      instances.push({ contender, server });
      for (let call = 0; call < 100; call++) await ask(server.url, contender.body);
    }
    const rows: string[][] = [];
    for (const concurrency of CONCURRENCIES) {
      const halves = instances.map(() => [] as (Load & { processorMs: number })[]);
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        for (const at of order) {
          const instance = instances[at];
          if (!instance) continue;
          const { contender, server } = instance;
          const before = await processorMs(server.pid);
          const load = await measureLoad(server.url, contender, {
            concurrency,
            seconds: Math.ceil(seconds / 2),
          });
          const used = (await processorMs(server.pid)) - before;
          halves[at]?.push({ ...load, processorMs: used / load.answers });
          // This call is answered after the calls of the callers that have left.
          await ask(server.url, contender.body);
        }
      }
      for (const [at, loads] of halves.entries()) {
        const mean = (of: (load: (typeof loads)[number]) => number) =>
          loads.reduce((sum, load) => sum + of(load), 0) / loads.length;
        const p50 = mean(({ latencyMs }) => latencyMs?.p50 ?? Number.NaN);
        const p99 = mean(({ latencyMs }) => latencyMs?.p99 ?? Number.NaN);
        rows.push([
          instances[at]?.contender.name ?? '',
          String(concurrency),
          mean(({ requestsPerSecond }) => requestsPerSecond).toFixed(1),
          p50.toFixed(0),
          p99.toFixed(0),
          (p99 / p50).toFixed(2),
          mean((load) => load.processorMs).toFixed(1),
          String(loads.reduce((sum, { errors }) => sum + errors, 0)),
        ]);
      }
    }
    console.log(
      markdownTable(
        [
          `${seconds} s of each`,
          'callers',
          'answers a second',
          'p50, ms',
          'p99, ms',
          'p99 / p50',
          'of the processor for an answer, ms',
          'errors',
        ],
        rows,
      ),
    );
  } finally {
    for (const { server } of instances) await server.stop();
  }
}
