import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Comparison } from '@pilotlight/model-runtime/store';
import { ConversionError } from '../conversion-error.ts';
import { MAX_DIFFERENCE } from './compare-models.ts';

const TIMEOUT_MS = 600_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What the process prints that compares. */
export type ComparisonReport = { kind: 'done'; checked: Checked } | { kind: 'failed'; why: string };

/** What came of the comparison of a converted model. */
export interface Checked {
  /** What its original was asked on, and how far the two are apart. */
  compared: Comparison;
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
}): Promise<Checked> {
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
  if (report.kind === 'failed') throw new ConversionError(`the converted model does not run: ${report.why}`);
  const { checked } = report;
  const { compared } = checked;
  if (compared.with !== 'nothing' && compared.distance > MAX_DIFFERENCE) {
    throw new ConversionError(
      `the converted model answers otherwise: it is off by ${compared.distance.toExponential(1)} of the largest value, and ` +
        `${MAX_DIFFERENCE} are allowed`,
    );
  }
  return checked;
}
