import type { Command } from 'commander';
import { NativeSetupError } from '@pilotlight/native-setup';
import { OptimizerError } from '@pilotlight/optimizer/choices';
import { TrainDigitsError } from '../train-digits-error.ts';

/** Runs a program; of an error that was foreseen it shows the sentence, of any other all there is. */
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
