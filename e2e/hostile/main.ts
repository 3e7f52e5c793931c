// Attacks `predict` as deployed: `npm run hostile`. README.md lists what it sends. Exits with 1 if a process has ended,
// has exceeded its memory, or has given an answer other than a callable function's.

import { withExitOnSignal } from '@pilotlight/command-line/exit-on-signal';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command, Option } from 'commander';
import { printMalformed } from './malformed/print-malformed.ts';
import { printCampaigns } from './memory/print-campaigns.ts';

const { only, requests, seed, sizes, times } = new Command('npm run hostile --')
  .description('Sends hostile requests to `predict` as deployed, and prints the answers to each kind.')
  .addOption(new Option('--only <campaign>', 'run only this campaign').choices(['malformed', 'memory']))
  .option('--requests <count>', 'total of malformed requests', wholeNumber('count'), 10_000)
  .option(
    '--seed <number>',
    'seed of the malformed requests; the same seed sends the same ones',
    wholeNumber('number'),
    13,
  )
  .option('--sizes <MiB...>', 'sizes of the functions in the memory campaign', ['256', '512', '1024'])
  .option(
    '--times <count>',
    'number of copies of each heavy input that are sent at once',
    wholeNumber('count'),
    16,
  )
  .parse()
  .opts<{ only?: string; requests: number; seed: number; sizes: string[]; times: number }>();

const isGood = await withExitOnSignal(async () => [
  only === 'memory' || (await printMalformed(requests, seed)),
  only === 'malformed' || (await printCampaigns(sizes.map(Number), times)),
]);
if (isGood.includes(false)) process.exitCode = 1;
