import type { Contender, LeftOut } from '../contenders/contender.ts';
import { markdownTable } from '../markdown-table.ts';
import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import { resultsMarkdown } from '../results-markdown.ts';
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
}

/** What `npm run bench:cold` writes. */
export interface ColdResults extends Circumstances {
  kind: 'cold';
  runs: number;
  contenders: ColdRow[];
  leftOut: LeftOut[];
}

/** @throws {RangeError} where the reference is not among what was measured. */
export function coldResults(
  measured: readonly Measured<Contender>[],
  leftOut: readonly LeftOut[],
): ColdResults {
  const reference = measured.find(({ contender }) => contender.role === 'reference')?.starts;
  if (!reference) throw new RangeError('there is nothing to tell the others as a ratio to');
  return {
    kind: 'cold',
    ...circumstances(),
    runs: reference.length,
    contenders: measured.map(({ contender: { id, name, role }, starts }) => {
      const ratios = starts.map(
        ({ firstAnswerMs }, run) => firstAnswerMs / (reference[run]?.firstAnswerMs ?? Number.NaN),
      );
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
      };
    }),
    leftOut: [...leftOut],
  };
}

/** As Markdown: a table and what was left out. */
export function coldMarkdown(results: ColdResults): string {
  const table = markdownTable(
    ['', 'first answer, ms', 'ratio', 'second, ms', 'tenth, ms', 'peak, MiB'],
    results.contenders.map((row) => [
      row.name,
      formatSummary(row.firstAnswerMs, 0),
      `**${row.ratio.median.toFixed(2)}** (${row.ratio.min.toFixed(2)} to ${row.ratio.max.toFixed(2)})`,
      row.secondAnswerMs.median.toFixed(1),
      row.tenthAnswerMs.median.toFixed(1),
      row.peakMiB?.median.toFixed(0) ?? 'unknown',
    ]),
  );
  const intro = `${results.runs} cold starts of each, ${inWords(results)}; median (least to most)`;
  return resultsMarkdown(intro, table, results.leftOut);
}
