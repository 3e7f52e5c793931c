import { readdir } from 'node:fs/promises';

/** Lists the versions in a model's folder, the highest first. */
export async function versionsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^[1-9][0-9]*$/.test(name))
    .map(Number)
    .toSorted((a, b) => b - a);
}

/** One more than the highest version of a model's folder; 1 where there is none. */
export async function nextVersion(folder: string): Promise<number> {
  const [highest = 0] = await versionsIn(folder);
  return 1 + highest;
}
