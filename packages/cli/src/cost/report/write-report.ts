import { CommandError } from '@pilotlight/command-line/command-error';
import { writeWhole } from '@pilotlight/command-line/write-whole';

/**
 * Writes a page: whole or not at all.
 *
 * @throws {CommandError} if it cannot be written.
 */
export async function writeReport(file: string, page: string): Promise<void> {
  try {
    await writeWhole(file, page);
  } catch (cause) {
    throw new CommandError(
      `${file} cannot be written: check that its folder exists and that you may write to it`,
      {
        cause,
      },
    );
  }
}
