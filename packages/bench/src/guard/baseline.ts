import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeWhole } from '@pilotlight/command-line/write-whole';

const counted = v.pipe(v.array(v.pipe(v.number(), v.gtValue(0))), v.minLength(1));

const baselineSchema = v.object({
  node: v.string(),
  platform: v.string(),
  /** Ratios of the first answer to that of the hello world, run by run, by contender. */
  ratios: v.record(v.string(), counted),
  /** The same ratios of the pages of memory touched until then. */
  faults: v.record(v.string(), counted),
});

/** The baseline that `npm run bench:guard` compares with. */
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** @throws {Error} for a missing or invalid baseline, with the command that writes one. */
export async function readBaseline(path: string): Promise<Baseline> {
  try {
    return v.parse(baselineSchema, JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is not a baseline: write one with --write`, { cause });
  }
}

export async function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  await writeWhole(path, `${JSON.stringify(baseline, undefined, 2)}\n`);
}
