import type { Contender, LeftOut } from '../contenders/contender.ts';
import { markdownTable } from '../markdown-table.ts';
import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import { resultsMarkdown } from '../results-markdown.ts';
import { median } from '@pilotlight/statistics/median';
import { formatSummary, summarize, type Summary } from '@pilotlight/statistics/summary';
import type { Measured } from './interleave.ts';

/** Results of one contender. */
interface ColdRow {
  id: string;
  name: string;
  role: Contender['role'];
  firstAnswerMs: Summary;
  /** Ratio of the first answer to that of the reference in the same run: other work of the machine affects both. */
  ratio: Summary;
  /** The same ratio for each run. */
  ratios: number[];
  secondAnswerMs: Summary;
  tenthAnswerMs: Summary;
  /** Undefined if the system does not report it. */
  peakMiB: Summary | undefined;
  /** Pages touched until the first answer, for each run; empty if the system does not report them. */
  faults: number[];
  /** Bytes read until then, in MB. */
  readMB: Summary | undefined;
  /** See {@link Contender}. */
  functionMiB?: number;
}

/** Results that `npm run bench:cold` writes. */
export interface ColdResults extends Circumstances {
  kind: 'cold';
  runs: number;
  /** Time for the first touch of a page of memory, in microseconds. */
  faultMicroseconds: number;
  contenders: ColdRow[];
  leftOut: LeftOut[];
}

/**
 * Summarizes the measurements of each contender.
 *
 * @throws {RangeError} if the reference is not among them.
 */
export function coldRows(measured: readonly Measured<Contender>[]): ColdRow[] {
  const reference = measured.find(({ contender }) => contender.role === 'reference')?.starts;
  if (!reference) throw new RangeError('the reference is missing, so there is nothing to compare with');
  return measured.map(({ contender: { id, name, role, functionMiB }, starts }) => {
    const ratios = starts.map(
      ({ firstAnswerMs }, run) => firstAnswerMs / (reference[run]?.firstAnswerMs ?? Number.NaN),
    );
    const touched = starts.flatMap((start) => start.touched ?? []);
    const peaks = starts.flatMap(({ peakMiB }) => peakMiB ?? []);
    return {
      id,
      name,
      role,
      firstAnswerMs: summarize(starts.map(({ firstAnswerMs }) => firstAnswerMs)),
      ratio: summarize(ratios),
      ratios: ratios.map((ratio) => Number(ratio.toFixed(4))),
      secondAnswerMs: summarize(starts.map(({ secondAnswerMs }) => secondAnswerMs)),
      tenthAnswerMs: summarize(starts.map(({ tenthAnswerMs }) => tenthAnswerMs)),
      peakMiB: peaks.length > 0 ? summarize(peaks) : undefined,
      faults: touched.map(({ minorFaults }) => minorFaults),
      readMB: touched.length > 0 ? summarize(touched.map(({ readMB }) => readMB)) : undefined,
      ...(functionMiB === undefined ? {} : { functionMiB }),
    };
  });
}

/**
 * Returns the results: the rows, and the circumstances of the figures.
 *
 * @throws {RangeError} as {@link coldRows}.
 */
export function coldResults(
  measured: readonly Measured<Contender>[],
  leftOut: readonly LeftOut[],
  { processors, faultMicroseconds }: { processors: number; faultMicroseconds: number },
): ColdResults {
  return {
    kind: 'cold',
    ...circumstances(processors),
    runs: measured[0]?.starts.length ?? 0,
    faultMicroseconds,
    contenders: coldRows(measured),
    leftOut: [...leftOut],
  };
}

/** Returns the results as Markdown: a table and a list of skipped contenders. */
export function coldMarkdown(results: ColdResults): string {
  const table = markdownTable(
    [
      '',
      'first answer, ms',
      'ratio',
      'second, ms',
      'tenth, ms',
      'peak, MiB',
      'page faults',
      'read, MB',
      'function, MiB',
    ],
    results.contenders.map((row) => [
      row.name,
      formatSummary(row.firstAnswerMs, 0),
      `**${row.ratio.median.toFixed(2)}** (${row.ratio.min.toFixed(2)} to ${row.ratio.max.toFixed(2)})`,
      row.secondAnswerMs.median.toFixed(1),
      row.tenthAnswerMs.median.toFixed(1),
      row.peakMiB?.median.toFixed(0) ?? 'unknown',
      row.faults.length > 0 ? median(row.faults).toFixed(0) : 'unknown',
      row.readMB?.median.toFixed(1) ?? 'unknown',
      row.functionMiB?.toFixed(0) ?? '',
    ]),
  );
  const intro = `${results.runs} cold starts of each, ${inWords(results)}; a page fault takes ${results.faultMicroseconds.toFixed(1)} µs here; median (least to most)`;
  return resultsMarkdown(intro, table, results.leftOut);
}
