import type { Contender, LeftOut } from '../contenders/contender.ts';
import { markdownTable } from '../markdown-table.ts';
import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import { resultsMarkdown } from '../results-markdown.ts';
import { median } from '@pilotlight/statistics/median';
import { formatSummary, summarize, type Summary } from '@pilotlight/statistics/summary';
import type { Measured } from './interleave.ts';

/** One contender's part of the results. */
interface ColdRow {
  id: string;
  name: string;
  role: Contender['role'];
  firstAnswerMs: Summary;
  /** Of the first answer to that of the reference in the same run: what the machine was doing meanwhile, it was doing to both. */
  ratio: Summary;
  /** The same, run by run. */
  ratios: number[];
  secondAnswerMs: Summary;
  tenthAnswerMs: Summary;
  /** Undefined where the system does not tell. */
  peakMiB: Summary | undefined;
  /** Pages touched until the first answer, run by run; empty where the system does not tell. */
  faults: number[];
  /** Bytes read until then, in MB. */
  readMB: Summary | undefined;
  /** See {@link Contender}. */
  functionMiB?: number;
}

/** What `npm run bench:cold` writes. */
export interface ColdResults extends Circumstances {
  kind: 'cold';
  runs: number;
  /** What the machine takes for the first touch of a page of memory, in microseconds. */
  faultMicroseconds: number;
  contenders: ColdRow[];
  leftOut: LeftOut[];
}

/**
 * Sums up what was measured, contender by contender.
 *
 * @throws {RangeError} where the reference is not among it.
 */
export function coldRows(measured: readonly Measured<Contender>[]): ColdRow[] {
  const reference = measured.find(({ contender }) => contender.role === 'reference')?.starts;
  if (!reference) throw new RangeError('there is nothing to tell the others as a ratio to');
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

/** Puts results together: the rows, and what the figures depend on. @throws {RangeError} as {@link coldRows}. */
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

/** As Markdown: a table and what was left out. */
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
