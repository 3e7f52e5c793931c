import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { CostReport } from '../compare.ts';
import { reportPage } from './report-page.ts';

/**
 * Writes the page, whole or not at all.
 *
 * @throws {CommandError} where it cannot be written there.
 */
export async function writeReport(file: string, report: CostReport): Promise<void> {
  const page = reportPage(report);
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, page, { flag: 'wx' });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new CommandError(`${file} cannot be written: is its folder there, and may you write to it?`, {
      cause,
    });
  }
}
