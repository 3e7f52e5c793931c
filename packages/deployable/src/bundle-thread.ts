import { basename, dirname } from 'node:path';
import { build } from 'esbuild';
import { TEXT } from './bundle.ts';

/**
 * Bundles a module that runs in a thread of its own, with all its imports, into one file that Node.js starts as it is.
 * The files of the codebase itself need its loader instead.
 *
 * @returns the names of the files that it wrote, all in one folder.
 */
export async function bundleThread(entry: string, output: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    outfile: output,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    legalComments: 'linked',
    ...TEXT,
    logLevel: 'warning',
    metafile: true,
  });
  return Object.keys(metafile.outputs).map((file) => basename(file));
}
