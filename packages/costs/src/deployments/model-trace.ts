import type { RandomStream } from '@pilotlight/statistics/random';
import { streamsFor } from '../random/streams-for.ts';
import { DAY_MS } from '../time/units.ts';
import { isAzureHeading, readAzureFunctions, startOfAzureDay, toTimes } from '../traces/azure-2019.ts';
import { readRecords } from '../traces/read-records.ts';
import { readTrace } from '../traces/read-trace.ts';
import { quote, TraceError } from '../traces/trace-error.ts';
import { assertFew, type ModelCall, type ModelCalls } from './model-calls.ts';

export interface ModelTraceOptions {
  /** Read in order, oldest first. */
  files: readonly string[];
  /** Number of functions of an Azure trace to use as models; a trace with a column of models is used whole. */
  models: number;
  /** Functions of an Azure trace with more calls are left out. */
  mostCallsPerDay: number;
  seed: number;
}

/**
 * Reads the calls of many models: a CSV with a time and a `model` per line, or the Azure Functions trace of 2019, from
 * which it draws rarely called functions.
 *
 * @throws {TraceError} naming the file and the line. @throws {CostsError} for more calls than the simulation takes.
 */
export async function readModelTrace(options: ModelTraceOptions): Promise<ModelCalls> {
  const { files } = options;
  const [file = ''] = files;
  for await (const { fields } of readRecords(file)) {
    if (isAzureHeading(fields)) return readAzure(options);
    break;
  }
  const numbers = new Map<string, number>();
  const calls: ModelCall[] = [];
  let from: number | undefined;
  let until = 0;
  for await (const batch of readTrace(options)) {
    from ??= batch.from;
    until = batch.until;
    if (batch.times.length > 0 && !batch.models) {
      throw new TraceError({
        file,
        problem: 'does not name the model of each call',
        fix: 'add a column `model`',
      });
    }
    assertFew(calls.length + batch.times.length);
    for (const [n, at] of batch.times.entries()) {
      const name = batch.models?.[n] ?? '';
      const model = numbers.get(name) ?? numbers.size;
      numbers.set(name, model);
      calls.push({ at, model });
    }
  }
  return { from: from ?? 0, until, models: numbers.size, calls };
}

async function readAzure({ files, models, mostCallsPerDay, seed }: ModelTraceOptions): Promise<ModelCalls> {
  const random = streamsFor('calls', seed)();
  const totals = new Map<string, number>();
  for (const file of files) {
    for await (const { hash, counts } of readAzureFunctions(readRecords(file), file)) {
      const count = counts.reduce((sum, one) => sum + one, 0);
      totals.set(hash, (totals.get(hash) ?? 0) + count);
    }
  }
  const rare = [...totals].filter(([, calls]) => calls > 0 && calls <= mostCallsPerDay * files.length);
  const chosen = draw(rare, models, random);
  if (chosen.length < models) {
    const [file = ''] = files;
    throw new TraceError({
      file,
      problem: `has ${rare.length} functions with at most ${quote(String(mostCallsPerDay))} calls a day`,
      fix: 'take fewer models, or allow for more calls with --calls-per-model-per-day',
    });
  }
  assertFew(chosen.reduce((sum, [, calls]) => sum + calls, 0));
  const numbers = new Map(chosen.map(([hash], model) => [hash, model]));
  const calls: ModelCall[] = [];
  for (const [day, file] of files.entries()) {
    for await (const { hash, counts } of readAzureFunctions(readRecords(file), file)) {
      const model = numbers.get(hash);
      if (model === undefined) continue;
      for (const at of toTimes(counts, startOfAzureDay(day), random)) calls.push({ at, model });
    }
  }
  const from = startOfAzureDay(0);
  return {
    from,
    until: from + files.length * DAY_MS,
    models,
    calls: calls.toSorted((a, b) => a.at - b.at),
  };
}

/** Draws `count` items at random, or returns all if there are fewer. */
function draw<Item>(items: readonly Item[], count: number, random: RandomStream): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) {
    const at = Math.floor(random() * left.length);
    const [item] = left.slice(at, at + 1);
    // Moving the last item into its place is quicker than moving all later ones.
    const last = left.pop();
    if (at < left.length && last !== undefined) left[at] = last;
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}
