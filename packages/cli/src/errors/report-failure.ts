import { CostsError } from '@pilotlight/costs/choices';
import { ModelFormatError } from '@pilotlight/model-formats';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { PilotlightError } from '@pilotlight/protocol';
import { CommanderError } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { EXIT_CODE } from './exit-code.ts';
import { explainSystemError } from '@pilotlight/command-line/explain-system-error';
import { styleFor } from '@pilotlight/command-line/style';

/** Says on stderr what went wrong, in one sentence where the error is one of ours, and gives the exit code for it. */
export function reportFailure(error: unknown): number {
  // Commander has said by itself what is wrong with the command line, or has shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.done : EXIT_CODE.usage;
  const style = styleFor(process.stderr);
  const isExpected =
    ModelFormatError.isInstance(error) ||
    CostsError.isInstance(error) ||
    OptimizerError.isInstance(error) ||
    error instanceof PilotlightError ||
    error instanceof CommandError;
  const refused = explainSystemError(error);
  if (error instanceof Error && isExpected && !process.env['DEBUG']) {
    console.error(style('red', `pilotlight: ${error.message}`));
  } else if (refused !== undefined && !process.env['DEBUG']) {
    console.error(style('red', `pilotlight: ${refused}`));
  } else if (error instanceof Error && !process.env['DEBUG']) {
    console.error(style('red', `pilotlight: unexpected: ${error.message}`));
    console.error('DEBUG=1 shows where this comes from.');
  } else {
    console.error(error);
  }
  return EXIT_CODE.failed;
}
