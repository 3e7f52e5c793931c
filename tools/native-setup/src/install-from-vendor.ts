import { readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.ts';
import { step } from './step.ts';
import type { TfjsNodePackage } from './tfjs-node-package.ts';

/**
 * Runs tfjs-node's own install script: it downloads libtensorflow and a compiled addon from storage.googleapis.com.
 *
 * @throws {CommandFailedError} if that does not succeed within ten minutes.
 */
export async function installFromVendor({ tfjsNode }: { tfjsNode: TfjsNodePackage }): Promise<void> {
  const { directory } = tfjsNode;
  const packageJson = join(directory, 'package.json');
  const original = await readFile(packageJson);
  try {
    await step({
      title: "Running tfjs-node's own download",
      work: () =>
        runCommand({
          file: process.execPath,
          args: [join(directory, 'scripts', 'install.js')],
          directory,
          environment: { ...process.env, PATH: withBinaries(directory) },
          minutes: 10,
          onFailure: "tfjs-node's own download failed (it needs to reach storage.googleapis.com).",
        }),
    });
  } catch (error) {
    await rm(join(directory, 'deps'), { recursive: true, force: true });
    throw error;
  } finally {
    // The script rewrites the file for a while, and leaves it changed if it is stopped halfway.
    await writeFile(packageJson, original);
  }
}

/** Returns a PATH with `node-pre-gyp`, which the script calls by name: npm links it beside the package or above it. */
function withBinaries(directory: string): string {
  return [
    join(directory, 'node_modules', '.bin'),
    join(directory, '..', '..', '.bin'),
    process.env['PATH'] ?? '',
  ].join(delimiter);
}
