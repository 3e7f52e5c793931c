import {
  type MemorySize,
  PATTERN_NAMES,
  type PatternName,
  PRICES_AS_OF,
  type Range,
} from '@pilotlight/costs/choices';
import { Command, Option } from 'commander';
import { toDuration, toMemorySize, toPositive, toRange, toRegion, toTimeZone } from '../cost/arguments.ts';
import { DEFAULT_MODELS, modelsOption } from '../models/models-option.ts';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  model?: string;
  callsPerDay: number;
  callsPerModelPerDay: number;
  modelsMib?: number;
  pattern: PatternName;
  timeZone: string;
  trace?: string[];
  traceFunction?: string;
  fromLogs?: string;
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
    .description('computes what keeping a model warm costs, and recommends a way')
    .option('--model <name>', 'the served model to take the cold start from; not needed if there is only one')
    .addOption(
      new Option('--calls-per-day <number>', 'how often users call on a working day')
        .argParser(toPositive)
        .default(100),
    )
    .addOption(
      new Option('--pattern <pattern>', 'how the calls are spread over the week')
        .choices(PATTERN_NAMES)
        .default('office-hours'),
    )
    .addOption(
      new Option(
        '--calls-per-model-per-day <number>',
        'with a number of models: how often each is called on a working day, or at most in an Azure trace',
      )
        .argParser(toPositive)
        .default(20),
    )
    .option(
      '--models-mib <MiB>',
      'with a number of models: the memory that they may hold together',
      wholeNumber('MiB'),
    )
    .option('--time-zone <zone>', 'where the users are', toTimeZone, 'UTC')
    .addOption(
      new Option(
        '--trace <files...>',
        'real calls instead, from CSVs of times or the Azure Functions trace',
      ).conflicts(['callsPerDay', 'pattern']),
    )
    .option('--trace-function <hash>', 'the function to read from an Azure Functions trace')
    .addOption(
      new Option(
        '--from-logs <file>',
        "real calls, and how long they took: an export of predict's log",
      ).conflicts(['callsPerDay', 'pattern', 'trace']),
    )
    .addOption(
      new Option('--target-p95 <duration>', 'the time within which 95 of 100 calls must be answered')
        .argParser(toDuration)
        .default(300, '300ms'),
    )
    .option('--region <region>', 'where the function runs', toRegion, 'us-central1')
    .option('--memory <size>', "the function's memory; defaults to the value from the build", toMemorySize)
    .option('--platform-start <range>', 'the start time of an empty function', toRange)
    .option('--service-time <duration>', 'the time of a warm prediction', toDuration)
    .option('--keep-alive <range>', 'how long an idle instance lives', toRange)
    .option('--answer-bytes <number>', 'the size of an answer', toPositive)
    .option('--image-megabytes <number>', "the size of a function's container image", toPositive)
    .option(
      '--no-free-tier',
      'ignore the free tier, because something else in the billing account uses it up',
    )
    .option(
      '--seed <number>',
      'the seed for all random numbers',
      wholeNumber('seed', { least: 0, most: 999_999_999 }),
      1,
    )
    .addOption(modelsOption())
    .option('--json', 'print everything as JSON')
    .option('--html <file>', 'also write a page with charts')
    .addHelpText(
      'after',
      `
It simulates a month of calls with each way to keep the function warm, and with no warm-up. Prices are as of ${PRICES_AS_OF}.
With a number instead of a folder, --models compares one function per model with one function for all of them. A trace
then needs a column \`model\`, or is a trace of Azure Functions.

Examples:
  $ pilotlight cost
  $ pilotlight cost --calls-per-day 2000 --pattern daily --time-zone Europe/Berlin --html cost.html
  $ pilotlight cost --from-logs log.json
  $ pilotlight cost --trace calls.csv --target-p95 1s --json | jq .chosen
  $ pilotlight cost --models 1000 --calls-per-model-per-day 20 --html many.html
  $ pilotlight cost --trace invocations_per_function_md.anon.d{01..14}.csv --trace-function 64ad`,
    )
    .action(cost);
}

async function cost(options: Options): Promise<void> {
  if (/^[1-9]\d{0,5}$/.test(options.models)) return costOfMany(Number(options.models), options);
  const { compare } = await import('../cost/compare.ts');
  const { comparison, basis, traffic } = await compare(options);
  if (options.html !== undefined) {
    const { writeReport } = await import('../cost/report/write-report.ts');
    const { reportPage } = await import('../cost/report/report-page.ts');
    await writeReport(options.html, reportPage({ comparison, basis, traffic }));
  }
  if (options.json) {
    const { toJson } = await import('../cost/to-json.ts');
    console.log(JSON.stringify(toJson({ comparison, basis, traffic }), undefined, 2));
    return;
  }
  const { formatComparison } = await import('../cost/format-comparison.ts');
  console.log(formatComparison({ comparison, basis, traffic }, styleFor(process.stdout)));
}

/** Compares one function per model with one for all of them. A folder with a number for a name is written `./7`. */
async function costOfMany(count: number, { modelsMib: modelsMiB, ...options }: Options): Promise<void> {
  const { compareMany } = await import('../cost/many/compare-many.ts');
  const report = await compareMany({ ...options, count, modelsMiB, models: DEFAULT_MODELS });
  if (options.html !== undefined) {
    const { writeReport } = await import('../cost/report/write-report.ts');
    const { manyPage } = await import('../cost/many/many-page.ts');
    await writeReport(options.html, manyPage(report));
  }
  if (options.json) {
    console.log(JSON.stringify(report, undefined, 2));
    return;
  }
  const { formatMany } = await import('../cost/many/format-many.ts');
  console.log(formatMany(report, styleFor(process.stdout)));
}
