import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@pilotlight/command-line/write-whole';

/** Output of a benchmark. */
export interface Results {
  json: object;
  svg: string;
  markdown: string;
}

/** Writes `<name>.json`, `.svg` and `.md` into a folder, each completely or not at all. */
export async function saveResults(
  folder: string,
  name: string,
  { json, svg, markdown }: Results,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, `${name}.json`), `${JSON.stringify(json, undefined, 2)}\n`);
  await writeWhole(join(folder, `${name}.svg`), `${svg}\n`);
  await writeWhole(join(folder, `${name}.md`), `${markdown}\n`);
}
