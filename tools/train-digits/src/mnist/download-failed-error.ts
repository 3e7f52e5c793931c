import { TrainDigitsError } from '../train-digits-error.ts';

/** A file could not be downloaded from the mirror. */
export class DownloadFailedError extends TrainDigitsError {
  override readonly name = 'DownloadFailedError';
  readonly url: string;

  constructor({ url, cause }: { url: string; cause: unknown }) {
    super(
      `${url} cannot be downloaded. Check the network, or put the four files of MNIST into a folder yourself and ` +
        'name it with `--data`.',
      { cause },
    );
    this.url = url;
  }
}
