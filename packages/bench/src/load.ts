import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command } from 'commander';
import { ask } from './ask.ts';
import { loadChart } from './charts/load-chart.ts';
import { allContenders, type Sources } from './contenders/all-contenders.ts';
import type { Contender } from './contenders/contender.ts';
import { loadMarkdown, loadResults, type LoadRow } from './load/load-results.ts';
import { measureLoad } from './load/measure-load.ts';
import { cacheOption, converterOption, dataOption } from './prepare/options.ts';
import { saveResults } from './save-results.ts';
import type { Server } from './server.ts';
import { startAnswering } from './start-answering.ts';

const CONCURRENCIES = [1, 8, 80];
const CONTENDERS = ['mobilenet-wasm', 'mobilenet-litert', 'peer-tfjs-node'];

/** Calls until V8 has optimized the code of a prediction. */
const WARMING_CALLS = 100;

const program = new Command('npm run bench:load --')
  .description(
    'Measures one warm instance on one processor under load: 1, 8 and 80 callers. A caller sends its next call ' +
      'when it has its answer. The same model in a function on tfjs-node is measured beside it.',
  )
  .option('--seconds <count>', 'seconds of each contender at each concurrency', wholeNumber('count'), 20)
  .option('--only <ids...>', `run only some of ${CONTENDERS.join(', ')}`)
  .addOption(cacheOption())
  .addOption(converterOption())
  .addOption(dataOption())
  .option('--output <folder>', 'write load.json, load.svg and load.md there')
  .option('--json', 'print JSON instead of a table')
  .addHelpText(
    'after',
    `
Examples:
  $ npm run bench:load
  $ npm run bench:load -- --seconds 3 --only mobilenet-litert peer-tfjs-node`,
  )
  .parse();

interface Options extends Sources {
  seconds: number;
  only?: string[];
  output?: string;
  json?: boolean;
}
const { seconds, only = CONTENDERS, output, json = false, ...sources } = program.opts<Options>();

const results = await withTemporaryFolder('bench', async (scratch) => {
  const { contenders, leftOut } = await allContenders(sources, scratch, (id) => only.includes(id));
  const instances: { contender: Contender; server: Server; row: LoadRow }[] = [];
  const bar = stepsBar(contenders.length * (CONCURRENCIES.length + 1), 'loads');
  try {
    for (const contender of contenders) {
      const { id, name, body } = contender;
      const { server } = await startAnswering(contender);
      instances.push({ contender, server, row: { id, name, loads: [] } });
      for (let call = 0; call < WARMING_CALLS; call++) await ask(server.url, body);
      bar.increment();
    }
    // All others wait while one works: an idle instance takes no processor time.
    for (const concurrency of CONCURRENCIES) {
      for (const { contender, server, row } of instances) {
        row.loads.push(await measureLoad(server.url, contender, { concurrency, seconds }));
        // This call is answered after the calls of the callers that have left, which would take processor time from the
        // next contender.
        await ask(server.url, contender.body);
        bar.increment();
      }
    }
  } finally {
    bar.stop();
    for (const { server } of instances) await server.stop();
  }
  return loadResults(
    instances.map(({ row }) => row),
    leftOut,
  );
});

const markdown = loadMarkdown(results);
if (output !== undefined)
  await saveResults(output, 'load', { json: results, svg: loadChart(results), markdown });
console.log(json ? JSON.stringify(results, undefined, 2) : markdown);
