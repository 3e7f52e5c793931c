import { stat } from 'node:fs/promises';

/** True if a file or folder exists at a path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
