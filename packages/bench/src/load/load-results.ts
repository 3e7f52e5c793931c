import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import type { LeftOut } from '../contenders/contender.ts';
import { markdownTable } from '../markdown-table.ts';
import { resultsMarkdown } from '../results-markdown.ts';
import type { Load } from './measure-load.ts';

/** Results of one warm instance at each concurrency. */
export interface LoadRow {
  id: string;
  name: string;
  loads: Load[];
}

/** Results that `npm run bench:load` writes. */
export interface LoadResults extends Circumstances {
  kind: 'load';
  contenders: LoadRow[];
  leftOut: LeftOut[];
}

export function loadResults(contenders: readonly LoadRow[], leftOut: readonly LeftOut[]): LoadResults {
  return { kind: 'load', ...circumstances(), contenders: [...contenders], leftOut: [...leftOut] };
}

export function loadMarkdown(results: LoadResults): string {
  const table = markdownTable(
    ['', 'callers', 'answers a second', 'p50, ms', 'p95, ms', 'p99, ms', 'errors'],
    results.contenders.flatMap(({ name, loads }) =>
      loads.map(({ concurrency, requestsPerSecond, latencyMs, errors }) => [
        name,
        String(concurrency),
        `**${requestsPerSecond.toFixed(1)}**`,
        ...[latencyMs?.p50, latencyMs?.p95, latencyMs?.p99].map((ms) => ms?.toFixed(0) ?? 'none'),
        String(errors),
      ]),
    ),
  );
  const seconds = Math.round(results.contenders[0]?.loads[0]?.seconds ?? 0);
  return resultsMarkdown(
    `${seconds} s of each, one warm instance, ${inWords(results)}`,
    table,
    results.leftOut,
  );
}
