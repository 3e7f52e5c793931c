// Serves a thousand different models from one function of 512 MiB: `npm run many-models`. Exits with 1 if an answer was
// wrong, a model failed that was not corrupted, memory grew or a target was missed.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withExitOnSignal } from '@pilotlight/command-line/exit-on-signal';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { percentile } from '@pilotlight/statistics/percentile';
import { Command } from 'commander';
import type { SoakSample } from '../soak/soak.ts';
import { build } from './built.ts';
import { cacheCost } from './cache-cost.ts';
import { compareColdStarts } from './compare-cold-starts.ts';
import { prove } from './prove.ts';
import { reportBill } from './report-bill.ts';
import { reportProof } from './report-proof.ts';
import { addModels, writeModels } from './write-models.ts';

const LIMIT_MIB = 512;
/** The most that a call may spend on holding and releasing models, in milliseconds. */
const MAX_CACHE_MS = 0.1;

interface Options {
  models: number;
  calls: number;
  budget: number;
  starts: number;
  snapshots: number;
}

const { models, calls, budget, starts, snapshots } = new Command('npm run many-models --')
  .description(
    'Makes many different models whose right answers are known, and builds one function for all of them. Starts it in a ' +
      'process with the memory limit of the function. 16 callers at a time call models, drawn from a Zipf distribution. ' +
      'Halfway, five models are corrupted. Then each model is called once while it is not held in memory, and once more.',
  )
  .option('--models <count>', 'models to make', wholeNumber('models', { least: 100 }), 1000)
  .option('--calls <count>', 'calls, 16 at a time', wholeNumber('calls', { least: 100 }), 20_000)
  .option('--budget <MiB>', 'memory that all models may hold together', wholeNumber('budget'), 40)
  .option('--starts <count>', 'cold starts of each kind to compare', wholeNumber('starts'), 7)
  .option(
    '--snapshots <count>',
    'models to add with a snapshot, 2 s each',
    wholeNumber('snapshots', { least: 0 }),
    100,
  )
  .addHelpText(
    'after',
    `
Examples:
  $ npm run many-models
  $ npm run many-models -- --models 200 --calls 2000 --snapshots 0   # about three minutes`,
  )
  .parse()
  .opts<Options>();

// Models that are called now and then.
const corrupted = [0.31, 0.45, 0.58, 0.72, 0.93].map((share) => Math.floor(share * models));
const problems: string[] = [];
await withExitOnSignal(() => withTemporaryFolder('many-models', run));
for (const problem of problems) console.log(`FAILED: ${problem}`);
if (problems.length > 0) process.exitCode = 1;

async function run(scratch: string): Promise<void> {
  const [all, one] = [join(scratch, 'all'), join(scratch, 'one')];
  await mkdir(all);
  await mkdir(one);
  // Some models that are called often and some that are not.
  const share = snapshots / models;
  const isAdded = (n: number) => Math.ceil((n + 1) * share) > Math.ceil(n * share);
  const numbers = Array.from({ length: models }, (_, n) => n);
  const [added, written] = [numbers.filter((n) => isAdded(n)), numbers.filter((n) => !isAdded(n))];
  await addModels(all, added, join(scratch, 'sources'));
  await writeModels(all, written, LIMIT_MIB);
  await addModels(one, [0], join(scratch, 'source'));
  console.log(`Added ${added.length} of ${models} models with \`pilotlight add\`: these have a snapshot.`);
  const manyBuilt = await build(all, join(scratch, 'all-built'), budget);
  const oneBuilt = await build(one, join(scratch, 'one-built'), budget);
  console.log(manyBuilt.printed.replaceAll(/^(?=.)/gm, '  '));

  problems.push(...(await compareColdStarts({ many: manyBuilt, single: oneBuilt, models }, starts)));
  const what = { built: manyBuilt, models, limitMiB: LIMIT_MIB, corrupted, withSnapshot: new Set(added) };
  const proof = await prove({ ...what, calls, onSample });
  problems.push(...(await reportProof(proof, what)));
  const heldMs = percentile(
    proof.again.map(({ tookMs }) => tookMs),
    50,
  );
  await reportBill({ models, modelsMiB: budget, serviceMs: heldMs });
  const cache = await cacheCost();
  console.log(
    `\nHolding a model costs a call ${(1000 * cache.heldMs).toFixed(1)} µs, releasing one and holding another ${(1000 * cache.loadedMs).toFixed(1)} µs.`,
  );
  if (Math.max(cache.heldMs, cache.loadedMs) > MAX_CACHE_MS)
    problems.push(`holding or releasing a model takes more than ${MAX_CACHE_MS} ms`);
}

function onSample({ predictions, residentMiB }: SoakSample): void {
  console.error(`… ${predictions} calls, ${residentMiB.toFixed(0)} MiB`);
}
