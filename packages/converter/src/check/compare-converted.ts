import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConversionError } from '../conversion-error.ts';
import { MAX_DIFFERENCE } from './compare-models.ts';

const TIMEOUT_MS = 600_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What the process prints that compares. */
export type ComparisonReport =
  | { kind: 'compared'; by: 'tfjs-node' | 'python'; difference: number; openSize?: number }
  | { kind: 'not-compared'; openSize?: number }
  | { kind: 'failed'; why: string };

/** By what a converted model was compared with its original. */
type ComparedBy = 'tfjs-node' | 'python' | 'nothing';

export interface Compared {
  comparedBy: ComparedBy;
  /** The largest difference of an answer, as a share of the largest value of that output. */
  difference?: number;
  /** A size that the model answers at, where it leaves more open than its rows. */
  openSize?: number;
}

/**
 * Asks a converted model and its original the same, where native TensorFlow or Python's is there to ask the original with.
 *
 * @param maxInt one more than the largest whole number that the model is asked with.
 * @param python a Python that has TensorFlow.
 * @throws {ConversionError} where the converted model answers otherwise, or does not run.
 */
export async function compareConverted({
  original,
  converted,
  maxInt,
  python = '',
}: {
  original: string;
  converted: string;
  maxInt: number;
  python?: string | undefined;
}): Promise<Compared> {
  const script = join(import.meta.dirname, 'compare-process.ts');
  const running = promisify(execFile)(
    process.execPath,
    [script, original, converted, String(maxInt), python],
    {
      timeout: TIMEOUT_MS,
      maxBuffer: MOST_OUTPUT,
    },
  );
  const end = () => void running.child.kill();
  process.once('exit', end);
  const report = await running
    .then(
      ({ stdout }): ComparisonReport => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
      (error: unknown): ComparisonReport => ({
        kind: 'failed',
        why: `the process that compares failed: ${String(error)}`,
      }),
    )
    .finally(() => process.off('exit', end));
  const sizes =
    report.kind === 'failed' || report.openSize === undefined ? {} : { openSize: report.openSize };
  switch (report.kind) {
    case 'not-compared':
      return { comparedBy: 'nothing', ...sizes };
    case 'failed':
      throw new ConversionError(`the converted model does not run: ${report.why}`);
    case 'compared': {
      const { by, difference } = report;
      if (difference <= MAX_DIFFERENCE) {
        return { comparedBy: by, difference, ...sizes };
      }
      throw new ConversionError(
        `the converted model answers otherwise: it is off by ${difference.toExponential(1)} of the largest value, and ` +
          `${MAX_DIFFERENCE} are allowed`,
      );
    }
  }
}
