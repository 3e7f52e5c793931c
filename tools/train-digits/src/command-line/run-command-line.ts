import type { Command } from 'commander';
import { NativeSetupError } from '@pilotlight/native-setup';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { TrainDigitsError } from '../train-digits-error.ts';

/** Runs a program; prints only the message of an expected error, and the full stack of any other. */
export async function runCommandLine(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    const foreseen =
      error instanceof TrainDigitsError ||
      error instanceof NativeSetupError ||
      OptimizerError.isInstance(error);
    console.error(foreseen ? error.message : error);
    process.exitCode = 1;
  }
}
