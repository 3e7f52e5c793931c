import type { ModelResults } from '@pilotlight/bench/model-results';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { formatTable } from '@pilotlight/command-line/format-table';
import type { Style } from '@pilotlight/command-line/style';

/** Characters of the longest bar. */
const BAR = 30;

interface Spread {
  min: number;
  median: number;
  max: number;
}

/** Formats the figures of `bench`, and where the cold-start time goes, for a terminal. */
export function formatBench(results: ModelResults, style: Style): string {
  const { model, version, engine, runs, processors, parts } = results;
  const whole = parts.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `${style('bold', `${model}, version ${version}`)} on ${engine}: medians of ${runs} (least to most)${heldTo(processors)}`,
    formatTable([
      ['first answer', `${spread(results.firstAnswerMs, 0)} ms`],
      ['', `${spread(results.ratio, 2)} of a hello world without a model`],
      ['second answer', `${spread(results.secondAnswerMs, 1)} ms`],
      ['tenth answer', `${spread(results.tenthAnswerMs, 1)} ms`],
      ['peak memory', results.peakMiB ? `${spread(results.peakMiB, 0)} MiB` : 'not known on this system'],
      ['touched', touched(results)],
      ['upload, zipped', formatBytes(results.archiveBytes)],
    ]),
    style('bold', 'Where the cold-start time goes'),
    formatTable(
      parts.map(({ name, ms }) => [
        name,
        `${ms.toFixed(0)} ms`.padStart(8),
        `${((100 * ms) / whole).toFixed(0)} %`.padStart(4),
        '#'.repeat(Math.round((BAR * ms) / whole)),
      ]),
    ),
  ].join('\n');
}

/** Formats the memory pages and bytes that a cold start touches: these figures vary less than milliseconds. */
function touched({ faults, readMB }: Pick<ModelResults, 'faults' | 'readMB'>): string {
  if (!faults || !readMB) return 'not known on this system';
  return `${spread(faults, 0)} page faults, ${readMB.median.toFixed(1)} MB read`;
}

function heldTo(processors: number | undefined): string {
  if (processors === undefined) return '';
  return processors === 1 ? ', on one processor' : `, on ${processors} processors`;
}

function spread({ min, median, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}
