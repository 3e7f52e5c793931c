import {
  type MemorySize,
  PATTERN_NAMES,
  type PatternName,
  PRICES_AS_OF,
  type Range,
} from '@pilotlight/costs/choices';
import { Command, Option } from 'commander';
import { toDuration, toMemorySize, toPositive, toRange, toRegion, toTimeZone } from '../cost/arguments.ts';
import { modelsOption } from '../models/models-option.ts';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  model?: string;
  callsPerDay: number;
  pattern: PatternName;
  timeZone: string;
  trace?: string[];
  traceFunction?: string;
  targetP95: number;
  region: string;
  memory?: MemorySize;
  platformStart?: Range;
  serviceTime?: number;
  keepAlive?: Range;
  answerBytes?: number;
  imageMegabytes?: number;
  freeTier: boolean;
  seed: number;
  models: string;
  json?: boolean;
  html?: string;
}

export function costCommand(): Command {
  return new Command('cost')
    .description('says what keeping a model warm costs, and whether it is worth it')
    .option(
      '--model <name>',
      'the name of a served model, whose cold start counts; the only one, unless said',
    )
    .addOption(
      new Option('--calls-per-day <number>', 'how often users call on a working day')
        .argParser(toPositive)
        .default(100),
    )
    .addOption(
      new Option('--pattern <pattern>', 'how that is spread').choices(PATTERN_NAMES).default('office-hours'),
    )
    .option('--time-zone <zone>', 'where the users are', toTimeZone, 'UTC')
    .addOption(
      new Option(
        '--trace <files...>',
        'real calls instead: CSVs of times, or of the Azure Functions trace',
      ).conflicts(['callsPerDay', 'pattern']),
    )
    .option('--trace-function <hash>', 'which function of an Azure Functions trace')
    .addOption(
      new Option('--target-p95 <duration>', 'what 95 of 100 calls have to be answered within')
        .argParser(toDuration)
        .default(300, '300ms'),
    )
    .option('--region <region>', 'where the function runs', toRegion, 'us-central1')
    .option('--memory <size>', 'of the function; what the build gives it, unless said', toMemorySize)
    .option('--platform-start <range>', 'what an empty function takes to start', toRange)
    .option('--service-time <duration>', 'what a warm prediction takes', toDuration)
    .option('--keep-alive <range>', 'how long an idle instance lives', toRange)
    .option('--answer-bytes <number>', 'what an answer has', toPositive)
    .option('--image-megabytes <number>', "what a function's container image has", toPositive)
    .option('--no-free-tier', 'where something else of the billing account uses it up')
    .option(
      '--seed <number>',
      'where all chance comes from',
      wholeNumber('seed', { least: 0, most: 999_999_999 }),
      1,
    )
    .addOption(modelsOption())
    .option('--json', 'print everything as JSON')
    .option('--html <file>', 'write it as a page with pictures, too')
    .addHelpText(
      'after',
      `
A month of calls is simulated with each way to keep the function warm, and with none. Prices are those of ${PRICES_AS_OF}.

Examples:
  $ pilotlight cost
  $ pilotlight cost --calls-per-day 2000 --pattern daily --time-zone Europe/Berlin --html cost.html
  $ pilotlight cost --trace calls.csv --target-p95 1s --json | jq .chosen
  $ pilotlight cost --trace invocations_per_function_md.anon.d{01..14}.csv --trace-function 64ad`,
    )
    .action(cost);
}

async function cost(options: Options): Promise<void> {
  const { compare } = await import('../cost/compare.ts');
  const { comparison, basis, traffic } = await compare(options);
  if (options.html !== undefined) {
    const { writeReport } = await import('../cost/report/write-report.ts');
    await writeReport(options.html, { comparison, basis, traffic });
  }
  if (options.json) {
    const { toJson } = await import('../cost/to-json.ts');
    console.log(JSON.stringify(toJson({ comparison, basis, traffic }), undefined, 2));
    return;
  }
  const { formatComparison } = await import('../cost/format-comparison.ts');
  console.log(formatComparison({ comparison, basis, traffic }, styleFor(process.stdout)));
}
