import { basename } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a codebase with everything that it imports into one CommonJS file: Node.js starts one some 50 ms sooner
 * than the same as an ES module. Returns the names of the files that it wrote, all beside each other.
 */
export async function bundle({ entry, output }: { entry: string; output: string }): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'linked',
    logLevel: 'warning',
    metafile: true,
  });
  return Object.keys(metafile.outputs).map((file) => basename(file));
}
