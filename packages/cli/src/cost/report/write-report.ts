import { CommandError } from '@pilotlight/command-line/command-error';
import { writeWhole } from '@pilotlight/command-line/write-whole';

/**
 * Writes a page, whole or not at all.
 *
 * @throws {CommandError} where it cannot be written there.
 */
export async function writeReport(file: string, page: string): Promise<void> {
  try {
    await writeWhole(file, page);
  } catch (cause) {
    throw new CommandError(`${file} cannot be written: is its folder there, and may you write to it?`, {
      cause,
    });
  }
}
