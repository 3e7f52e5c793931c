import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { EPILOGUE, PROLOGUE } from './code-cache.ts';
import { defer, requireDeferred } from './defer.ts';
import { leaveOut } from './leave-out.ts';

export interface BundleOptions {
  entry: string;
  /** The file to write, in the folder of which the others come to lie. */
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

/** What is minified, and how lines are broken: Node.js prints the line of an error that nobody catches. */
export const TEXT = { minifySyntax: true, minifyWhitespace: true, lineLimit: 500 } as const;

/** An `import()` of a file of the bundle. */
const OWN_IMPORT = /\bimport\("(\.\/[^"]+)"\)/g;

/**
 * Bundles a codebase with everything that it imports. What is imported by `import()`, or deferred, has files of its own,
 * which are read when they are asked for: of 3.4 MB of `predict`, a model with a snapshot needs 0.2 for its first answer,
 * and whatever is read is in memory twice (of 8,650 pages that a cold start of digits touches, 2,300). Each file is the
 * expression of a function, a CommonJS module's: Node.js starts one some 50 ms sooner than an ES module, and to put that
 * function together when it is loaded would copy all of it once more.
 *
 * @returns the names of the files that it wrote, all beside each other.
 */
export async function bundle({
  entry,
  output,
  external = [],
  without = [],
  define = {},
  plugins = [],
}: BundleOptions): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [{ in: entry, out: basename(output, '.js') }],
    absWorkingDir: dirname(entry),
    outdir: dirname(output),
    bundle: true,
    // esbuild splits only ES modules.
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    target: 'node24',
    define: { 'import.meta.dirname': '__dirname', ...define },
    external: [...external],
    plugins: [leaveOut(without), defer(/^firebase-admin\//), ...plugins],
    legalComments: 'linked',
    ...TEXT,
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  await mkdir(dirname(output), { recursive: true });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      await writeFile(join(dirname(output), name), name.endsWith('.js') ? await toFunction(text) : text);
      return name;
    }),
  );
}

async function toFunction(module: string): Promise<string> {
  const own = requireDeferred(module).replaceAll(OWN_IMPORT, 'Promise.resolve().then(()=>require("$1"))');
  const { code } = await transform(own, {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    legalComments: 'inline',
    ...TEXT,
  });
  return `${PROLOGUE}${code}${EPILOGUE}`;
}
