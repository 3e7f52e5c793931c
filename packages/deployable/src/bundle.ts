import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { EPILOGUE, PROLOGUE } from './code-cache.ts';
import { defer, requireDeferred } from './defer.ts';
import { leaveOut } from './leave-out.ts';

export interface BundleOptions {
  entry: string;
  /** The file to write; the others are written beside it. */
  output: string;
  /** Packages that are installed beside the bundle instead. */
  external?: readonly string[];
  /** Absolute paths of modules that this deployment never loads. */
  without?: readonly string[];
  /** Constants of the build: an expression for each name. */
  define?: Readonly<Record<string, string>>;
  /** Plugins that change the code on its way into the bundle. */
  plugins?: readonly Plugin[];
}

/** Options of minifying. Lines are short because Node.js prints the whole line of an uncaught error. */
export const TEXT = { minifySyntax: true, minifyWhitespace: true, lineLimit: 500 } as const;

/** Matches an `import()` of a file of the bundle. */
const OWN_IMPORT = /\bimport\("(\.\/[^"]+)"\)/g;

/**
 * Bundles a codebase with all its imports. Modules that are imported by `import()`, or deferred, get files of their
 * own, which are read when they are needed. Of the 3.4 MB of `predict`, a model with a snapshot needs 0.2 MB for its
 * first answer, and every byte that is read is in memory twice (2,300 of the 8,650 pages that a cold start of digits
 * touches). Each file is a function expression of a CommonJS module: Node.js starts one about 50 ms sooner than an ES
 * module, and wrapping the code at load time would copy all of it once more.
 *
 * @returns the names of the files that it wrote, all in one folder.
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
