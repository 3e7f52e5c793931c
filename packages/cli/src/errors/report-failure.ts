import { CommanderError } from 'commander';
import { EXIT_CODE } from './exit-code.ts';
import type { Failure } from './explain-error.ts';
import { styleFor } from '@pilotlight/command-line/style';

/**
 * Prints an error to stderr, in one sentence if it is one of ours, and returns its exit code. Programs get one line of
 * JSON.
 */
export async function reportFailure(error: unknown, { isJson }: { isJson: boolean }): Promise<number> {
  const isUsage = error instanceof CommanderError;
  if (isUsage && error.exitCode === 0) return EXIT_CODE.done;
  const exitCode = isUsage ? EXIT_CODE.usage : EXIT_CODE.failed;
  if (isJson) {
    console.error(JSON.stringify({ error: { ...(await explain(error)), exitCode } }));
  } else if (isUsage) {
    // Commander has already printed what is wrong with the command line.
  } else if (process.env['DEBUG']) {
    console.error(error);
  } else {
    const { message, isExpected } = await explain(error);
    const sentence = isExpected ? message : `unexpected: ${message}`;
    console.error(styleFor(process.stderr)('red', `pilotlight: ${sentence}`));
    if (!isExpected) console.error('DEBUG=1 shows where this comes from.');
  }
  return exitCode;
}

async function explain(error: unknown): Promise<Failure> {
  // Commander's messages begin with `error: `, and may continue in brackets on a second line.
  if (error instanceof CommanderError)
    return { message: error.message.replace(/^error: /, '').replace('\n', ' '), isExpected: true };
  const { explainError } = await import('./explain-error.ts');
  return explainError(error);
}
