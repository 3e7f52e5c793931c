import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeWhole } from '@pilotlight/command-line/write-whole';

const counted = v.pipe(v.array(v.pipe(v.number(), v.gtValue(0))), v.minLength(1));

const baselineSchema = v.object({
  node: v.string(),
  platform: v.string(),
  /** Of the first answer to that of the hello world, run by run, by contender. */
  ratios: v.record(v.string(), counted),
  /** Pages touched until the first answer, run by run, by contender. */
  faults: v.record(v.string(), counted),
});

/** What `npm run bench:guard` compares with. */
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** @throws {Error} where there is none or it cannot be read as one, and how to write one. */
export async function readBaseline(path: string): Promise<Baseline> {
  try {
    return v.parse(baselineSchema, JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is no baseline; --write writes one`, { cause });
  }
}

export async function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  await writeWhole(path, `${JSON.stringify(baseline, undefined, 2)}\n`);
}
