import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Comparison } from '@pilotlight/model-runtime/store';
import { ConversionError } from '../conversion-error.ts';
import { MAX_DIFFERENCE } from './compare-models.ts';

const TIMEOUT_MS = 600_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Output of the process that compares. */
export type ComparisonReport = { kind: 'done'; checked: Checked } | { kind: 'failed'; why: string };

/** Result of the comparison of a converted model. */
export interface Checked {
  /** The engine that ran the original, and how far the answers are apart. */
  compared: Comparison;
  /** A size that the model answers at, if it has open dimensions other than its rows. */
  openSize?: number;
}

/**
 * Runs a converted model and its original on the same inputs, if native TensorFlow or Python's can run the original.
 *
 * @param maxInt one more than the largest whole number in the inputs.
 * @param python a Python that has TensorFlow.
 * @throws {ConversionError} if the converted model gives other answers, or does not run.
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
        why: `the process that compares the answers failed: ${String(error)}`,
      }),
    )
    .finally(() => process.off('exit', end));
  if (report.kind === 'failed') throw new ConversionError(`the converted model does not run: ${report.why}`);
  const { checked } = report;
  const { compared } = checked;
  if (compared.with !== 'nothing' && compared.distance > MAX_DIFFERENCE) {
    throw new ConversionError(
      `the converted model gives other answers: they differ by ${compared.distance.toExponential(1)} of the largest value, and ` +
        `at most ${MAX_DIFFERENCE} is allowed`,
    );
  }
  return checked;
}
