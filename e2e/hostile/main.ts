// Attacks `predict` as it would be deployed: `npm run hostile`. README.md says what is sent. Ends with 1 where a process
// has not survived, has held more than its memory, or has answered anything otherwise than a callable function does.

import { withExitOnSignal } from '@pilotlight/command-line/exit-on-signal';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { Command, Option } from 'commander';
import { printMalformed } from './malformed/print-malformed.ts';
import { printCampaigns } from './memory/print-campaigns.ts';

const { only, requests, seed, sizes, times } = new Command('npm run hostile --')
  .description(
    'Sends hostile requests to `predict` as it would be deployed, and prints how each kind was answered.',
  )
  .addOption(new Option('--only <campaign>', 'one of the two').choices(['malformed', 'memory']))
  .option('--requests <count>', 'malformed requests in all', wholeNumber('count'), 10_000)
  .option(
    '--seed <number>',
    'draws the malformed requests; the same seed draws the same',
    wholeNumber('number'),
    13,
  )
  .option('--sizes <MiB...>', 'sizes of the functions that get what takes most memory', [
    '256',
    '512',
    '1024',
  ])
  .option('--times <count>', 'how often each of that is sent at once', wholeNumber('count'), 16)
  .parse()
  .opts<{ only?: string; requests: number; seed: number; sizes: string[]; times: number }>();

const isGood = await withExitOnSignal(async () => [
  only === 'memory' || (await printMalformed(requests, seed)),
  only === 'malformed' || (await printCampaigns(sizes.map(Number), times)),
]);
if (isGood.includes(false)) process.exitCode = 1;
