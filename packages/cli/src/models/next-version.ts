import { readdir } from 'node:fs/promises';

/** One more than the highest version of a model's folder; 1 where there is none. */
export async function nextVersion(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  return 1 + Math.max(0, ...names.filter((name) => /^[1-9][0-9]*$/.test(name)).map(Number));
}
