import { TrainDigitsError } from '../train-digits-error.ts';

/** A file of MNIST is missing, damaged, or not the standard one. */
export class InvalidMnistFileError extends TrainDigitsError {
  override readonly name = 'InvalidMnistFileError';
  readonly path: string;

  constructor({ path, problem, cause }: { path: string; problem: string; cause?: unknown }) {
    super(
      `${path}: ${problem}. Name a folder with the four files of MNIST by \`--data\`, or omit that to download them.`,
      { cause },
    );
    this.path = path;
  }
}
