import { readdir } from 'node:fs/promises';

/** Lists the versions in a model's folder, the highest first. */
export async function versionsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^[1-9][0-9]*$/.test(name))
    .map(Number)
    .toSorted((a, b) => b - a);
}

/** Returns one more than the highest version in a model's folder; 1 if there is none. */
export async function nextVersion(folder: string): Promise<number> {
  const [highest = 0] = await versionsIn(folder);
  return 1 + highest;
}
