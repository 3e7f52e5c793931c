import type { EngineName } from '@pilotlight/protocol';
import { circumstances, type Circumstances, inWords } from '../circumstances.ts';
import type { Measured } from '../cold/interleave.ts';
import { markdownTable } from '../markdown-table.ts';
import { fitLine, type Line } from '@pilotlight/statistics/fit-line';
import { summarize, type Summary } from '@pilotlight/statistics/summary';
import type { ChainContender } from './chain-contenders.ts';
import type { MachineSpeed } from './machine-speed.ts';

/** What one thing takes for models of several sizes. */
export interface Series {
  name: string;
  points: { megabytes: number; ms: Summary }[];
  /** Through the medians: milliseconds for each megabyte, and what is left of them without any. */
  line: Line;
}

/** What `npm run bench:growth` writes. */
export interface GrowthResults extends Circumstances {
  kind: 'growth';
  runs: number;
  /** Cold starts, by engine. */
  engines: Series[];
  /** What the machine takes for the same bytes. */
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
  return `Medians of ${results.runs}, ${inWords(results)}\n\n${table}`;
}
