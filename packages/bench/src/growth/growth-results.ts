import type { EngineName } from '@pilotlight/protocol';
import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import type { Measured } from '../cold/interleave.ts';
import { markdownTable } from '../markdown-table.ts';
import { fitLine, type Line } from '@pilotlight/statistics/fit-line';
import { summarize, type Summary } from '@pilotlight/statistics/summary';
import type { ChainContender } from './chain-contenders.ts';
import type { MachineSpeed } from './machine-speed.ts';

/** Times of one step for models of several sizes. */
export interface Series {
  name: string;
  points: { megabytes: number; ms: Summary }[];
  /** Line through the medians: milliseconds per megabyte, and milliseconds without any. */
  line: Line;
}

/**
 * Pages touched and bytes read by cold starts on one engine until the first answer, for models of several sizes:
 * medians.
 */
interface TouchedSeries {
  name: string;
  points: { megabytes: number; minorFaults: number; readMB: number }[];
  /** Minor page faults per megabyte, and page faults without any. */
  line: Line;
}

/** Results that `npm run bench:growth` writes. */
export interface GrowthResults extends Circumstances {
  kind: 'growth';
  runs: number;
  /** Cold starts, by engine. */
  engines: Series[];
  /** Pages touched and bytes read, if the system reports them. */
  touched: TouchedSeries[];
  /** Times of the machine alone for the same bytes. */
  machine: Series[];
}

export interface GrowthMeasured {
  runs: number;
  processors: number;
  cold: readonly Measured<ChainContender>[];
  machine: readonly { megabytes: number; speeds: readonly MachineSpeed[] }[];
}

export function growthResults({ runs, processors, cold, machine }: GrowthMeasured): GrowthResults {
  const names = [...new Set(cold.map(({ contender }) => contender.engine))];
  return {
    kind: 'growth',
    ...circumstances(processors),
    runs,
    engines: names.map((engine: EngineName) =>
      seriesOf(
        engine,
        cold
          .filter(({ contender }) => contender.engine === engine)
          .map(({ contender: { megabytes }, starts }) => ({
            megabytes,
            ms: summarize(starts.map(({ firstAnswerMs }) => firstAnswerMs)),
          })),
      ),
    ),
    touched: names.flatMap((engine) =>
      touchedSeriesOf(
        engine,
        cold.filter(({ contender }) => contender.engine === engine),
      ),
    ),
    machine: (['reading', 'copying', 'digesting'] as const).map((what) =>
      seriesOf(
        what,
        machine.map(({ megabytes, speeds }) => ({
          megabytes,
          ms: summarize(speeds.map((speed) => speed[what])),
        })),
      ),
    ),
  };
}

function seriesOf(name: string, points: Series['points']): Series {
  return { name, points, line: fitLine(points.map(({ megabytes, ms }) => ({ x: megabytes, y: ms.median }))) };
}

function touchedSeriesOf(name: string, measured: readonly Measured<ChainContender>[]): TouchedSeries[] {
  const points = measured.flatMap(({ contender: { megabytes }, starts }) => {
    const touched = starts.flatMap((start) => start.touched ?? []);
    if (touched.length === 0) return [];
    const minorFaults = summarize(touched.map((of) => of.minorFaults)).median;
    return [{ megabytes, minorFaults, readMB: summarize(touched.map((of) => of.readMB)).median }];
  });
  if (points.length < measured.length) return [];
  const line = fitLine(points.map(({ megabytes, minorFaults }) => ({ x: megabytes, y: minorFaults })));
  return [{ name, points, line }];
}

function touchedMarkdown({ touched }: GrowthResults): string {
  const [first] = touched;
  if (!first) return '';
  const table = markdownTable(
    ['', ...first.points.map(({ megabytes }) => `${megabytes} MB`), 'pages per MB'],
    touched.map(({ name, points, line }) => [
      `pages touched and MB read, \`${name}\``,
      ...points.map(({ minorFaults, readMB }) => `${minorFaults} and ${readMB.toFixed(1)}`),
      `**${line.slope.toFixed(0)}**`,
    ]),
  );
  return `\n\n${table}`;
}

export function growthMarkdown(results: GrowthResults): string {
  const series = [...results.engines, ...results.machine];
  const sizes = series[0]?.points.map(({ megabytes }) => megabytes) ?? [];
  const table = markdownTable(
    ['', ...sizes.map((megabytes) => `${megabytes} MB, ms`), 'ms per MB'],
    series.map(({ name, points, line }, at) => [
      at < results.engines.length ? `first answer, \`${name}\`` : `${name} the same bytes`,
      ...points.map(({ ms }) => ms.median.toFixed(at < results.engines.length ? 0 : 1)),
      `**${line.slope.toFixed(2)}**`,
    ]),
  );
  return `Medians of ${results.runs}, ${inWords(results)}\n\n${table}${touchedMarkdown(results)}`;
}
