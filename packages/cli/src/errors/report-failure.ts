import { CostsError } from '@pilotlight/costs/choices';
import { ModelFormatError } from '@pilotlight/model-formats';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { InvalidRequestError, PilotlightError } from '@pilotlight/protocol';
import { CommanderError } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { EXIT_CODE } from './exit-code.ts';
import { explainSystemError } from '@pilotlight/command-line/explain-system-error';
import { styleFor } from '@pilotlight/command-line/style';

/**
 * Says on stderr what went wrong, in one sentence where the error is one of ours, and gives the exit code for it. Programs
 * get it as one line of JSON.
 */
export function reportFailure(error: unknown, { isJson }: { isJson: boolean }): number {
  const isUsage = error instanceof CommanderError;
  if (isUsage && error.exitCode === 0) return EXIT_CODE.done;
  const exitCode = isUsage ? EXIT_CODE.usage : EXIT_CODE.failed;
  if (isJson) {
    console.error(JSON.stringify({ error: { ...explain(error), exitCode } }));
  } else if (isUsage) {
    // Commander has said by itself what is wrong with the command line.
  } else if (process.env['DEBUG']) {
    console.error(error);
  } else {
    const { message, isExpected } = explain(error);
    const sentence = isExpected ? message : `unexpected: ${message}`;
    console.error(styleFor(process.stderr)('red', `pilotlight: ${sentence}`));
    if (!isExpected) console.error('DEBUG=1 shows where this comes from.');
  }
  return exitCode;
}

interface Failure {
  message: string;
  /** False for an error that should not have come this far. */
  isExpected: boolean;
  reason?: string;
  /** The field of a request that is wrong. */
  field?: string;
}

function explain(error: unknown): Failure {
  // Its own words begin with `error: ` and may go on in brackets on a line of their own.
  if (error instanceof CommanderError)
    return { message: error.message.replace(/^error: /, '').replace('\n', ' '), isExpected: true };
  const refused = explainSystemError(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PilotlightError) {
    const { reason } = error;
    return {
      message,
      isExpected: true,
      reason,
      ...(InvalidRequestError.isInstance(error) && { field: error.issue.field }),
    };
  }
  const isExpected =
    ModelFormatError.isInstance(error) ||
    CostsError.isInstance(error) ||
    OptimizerError.isInstance(error) ||
    error instanceof CommandError;
  return !isExpected && refused !== undefined
    ? { message: refused, isExpected: true }
    : { message, isExpected };
}
