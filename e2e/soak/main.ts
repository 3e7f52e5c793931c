// Calls three models in one process for a long time: `npm run soak`. Exits with 1 if an answer was wrong, or memory or
// descriptors have grown.

import { withExitOnSignal } from '@pilotlight/command-line/exit-on-signal';
import { formatTable } from '@pilotlight/command-line/format-table';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command } from 'commander';
import { growthOf } from './flatness.ts';
import { soak, type SoakSample } from './soak.ts';

const { predictions, json = false } = new Command('npm run soak --')
  .description(
    'Calls three models on two engines, in one process of `predict` as deployed, eight callers at a time, and ' +
      'watches the memory and the descriptors that the process holds.',
  )
  .option('--predictions <count>', 'total of predictions', wholeNumber('count', { least: 40 }), 100_000)
  .option('--json', 'print JSON instead of a table')
  .parse()
  .opts<{ predictions: number; json?: boolean }>();

const toCells = ({ predictions: count, seconds, residentMiB, descriptors }: SoakSample) =>
  [count, seconds.toFixed(0), residentMiB.toFixed(0), descriptors].map(String);

const { samples, wrong } = await withExitOnSignal(() =>
  soak(predictions, (sample) => {
    if (!json) console.error(toCells(sample).join('  '));
  }),
);
const grown = growthOf(samples);
if (json) console.log(JSON.stringify({ samples, wrong, grown }, undefined, 2));
else {
  console.log(
    formatTable([['predictions', 'seconds', 'memory, MiB', 'descriptors'], ...samples.map(toCells)]),
  );
  console.log(`${wrong.length} wrong; ${grown.join('; ') || 'memory and descriptors are flat'}`);
  for (const answer of new Set(wrong)) console.log(answer);
}
if (wrong.length > 0 || grown.length > 0) process.exitCode = 1;
