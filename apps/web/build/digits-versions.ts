import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the versions of the model `digits` that have a file of this name. */
export async function digitsVersionsWith(name: string, modelsDirectory: string): Promise<number[]> {
  const files = await readdir(join(modelsDirectory, 'digits'), { recursive: true }).catch(() => []);
  return files.flatMap((file) => {
    const [version = '', itsName, ...deeper] = file.split(/[/\\]/);
    return /^\d+$/.test(version) && itsName === name && deeper.length === 0 ? [Number(version)] : [];
  });
}
