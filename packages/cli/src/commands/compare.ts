import { Command, InvalidArgumentError } from 'commander';
import { styleFor } from '@pilotlight/command-line/style';

interface Options {
  model?: string;
  versions?: [number, number];
  json?: boolean;
}

export function compareCommand(): Command {
  return new Command('compare')
    .description(
      'reads an export of the log, and shows if one version fails more often than another, or is slower',
    )
    .argument('<log>', "predict's log lines, from gcloud or the emulators")
    .option('--model <name>', 'the model, if the log has several')
    .option(
      '--versions <first,other>',
      'defaults to the version labeled stable and the other labeled one',
      toVersions,
    )
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ gcloud logging read --format=json --freshness=1d 'jsonPayload.event="predict call"' > log.json
  $ pilotlight compare log.json
  $ pilotlight compare log.json --model digits --versions 2,3 --json`,
    )
    .action(compare);
}

async function compare(log: string, { json = false, ...wanted }: Options): Promise<void> {
  const { readCallLog } = await import('@pilotlight/call-log/read');
  const { choosePair, gatherCalls } = await import('../compare/version-calls.ts');
  const { compareVersions } = await import('../compare/compare-versions.ts');
  const { formatPair, pairToJson } = await import('../compare/format-pair.ts');
  const pair = choosePair(await gatherCalls(readCallLog(log)), wanted);
  const figures = compareVersions(pair.first, pair.other);
  if (json) console.log(JSON.stringify(pairToJson(pair, figures), undefined, 2));
  else console.log(formatPair(pair, figures, styleFor(process.stdout)));
}

function toVersions(text: string): [number, number] {
  const [, first, other] = /^([1-9]\d{0,14}),([1-9]\d{0,14})$/.exec(text) ?? [];
  if (first === undefined || other === undefined || first === other)
    throw new InvalidArgumentError('Two versions are needed, such as 2,3.');
  return [Number(first), Number(other)];
}
