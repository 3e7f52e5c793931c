import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Provenance, parseProvenance } from '@pilotlight/model-runtime/store';
import { CommandError } from '@pilotlight/command-line/command-error';

/** A file of a hundred steps is smaller. */
const MOST_BYTES = 256 * 1024;

/**
 * Returns the path of the file that says how a model without a manifest was made: `model.provenance.json` beside a
 * `model.json`.
 */
export function provenanceFile(entry: string): string {
  const { dir, name } = parse(entry);
  return join(dir, `${name}.provenance.json`);
}

/** @returns undefined if there is none. @throws {CommandError} if it is damaged. */
export async function readProvenance(entry: string): Promise<Provenance | undefined> {
  const file = provenanceFile(entry);
  const found = await stat(file).catch(() => undefined);
  if (!found) return undefined;
  try {
    if (found.size > MOST_BYTES) throw new RangeError(`it is larger than ${MOST_BYTES} bytes`);
    return parseProvenance(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CommandError(`${file} is not the history of a model: delete it or fix it`, { cause });
  }
}

export async function writeProvenance(entry: string, provenance: Provenance): Promise<void> {
  await writeFile(provenanceFile(entry), `${JSON.stringify(provenance, undefined, 2)}\n`);
}
