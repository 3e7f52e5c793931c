import { downloadMnist } from './download-mnist.ts';
import { fromRoot } from '../from-root.ts';

/** Returns the folder that `--data` names; without it `data/mnist` of the repository, downloaded if necessary. */
export async function dataDirectory(given: string | undefined): Promise<string> {
  if (given !== undefined) {
    return given;
  }
  const directory = fromRoot('data/mnist');
  await downloadMnist({ directory });
  return directory;
}
