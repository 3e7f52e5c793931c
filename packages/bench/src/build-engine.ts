import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { EngineName } from '@pilotlight/protocol';
import { PART_NAMES, RUNTIME_PARTS } from '@pilotlight/model-runtime/deployment';
import { build } from 'esbuild';

/**
 * Builds the code that predicts with one engine as a deployment of such models has it: one bundle with only that
 * engine, the engine's files beside it, and packages that cannot be bundled in `node_modules`. Returns the bundle.
 */
export async function buildEngine(engine: EngineName, folder: string): Promise<string> {
  const output = join(folder, 'main.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'engine-process.ts')],
    outfile: output,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    external: PART_NAMES.filter((name) => name !== engine).map((name) => RUNTIME_PARTS[name].module),
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    logLevel: 'warning',
  });

  const { files, packages } = RUNTIME_PARTS[engine];
  await mkdir(join(folder, 'engines'));
  for (const [name, path] of Object.entries(files)) await copyFile(path, join(folder, 'engines', name));
  if (Object.keys(packages).length > 0) {
    await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'junction');
  }
  return output;
}
