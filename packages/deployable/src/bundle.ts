import { basename, dirname } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { defer } from './defer.ts';
import { leaveOut } from './leave-out.ts';

export interface BundleOptions {
  entry: string;
  output: string;
  /** Packages that are installed beside the bundle instead. */
  external?: readonly string[];
  /** Modules that nothing will ask for in this deployment, by their absolute paths. */
  without?: readonly string[];
  /** Constants of the build: what stands for each name. */
  define?: Readonly<Record<string, string>>;
  /** What changes the code on its way into the bundle. */
  plugins?: readonly Plugin[];
}

/**
 * Bundles a codebase with everything that it imports into one CommonJS file: Node.js starts one some 50 ms sooner
 * than the same as an ES module. Returns the names of the files that it wrote, all beside each other.
 */
export async function bundle({
  entry,
  output,
  external = [],
  without = [],
  define = {},
  plugins = [],
}: BundleOptions): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    outfile: output,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname', ...define },
    external: [...external],
    plugins: [leaveOut(without), defer(/^firebase-admin\//), ...plugins],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    // Node.js prints the line of an error that nobody catches.
    lineLimit: 500,
    logLevel: 'warning',
    metafile: true,
  });
  return Object.keys(metafile.outputs).map((file) => basename(file));
}
