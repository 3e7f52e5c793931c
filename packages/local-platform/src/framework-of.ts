import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FRAMEWORK = '@google-cloud/functions-framework';
const require = createRequire(import.meta.url);

interface PackageJson {
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
}

/**
 * Returns the program that serves a folder's functions, chosen by its dependencies as on Cloud Build: a framework that
 * it has installed, or one that it contains and would link; else the one installed here.
 */
export async function frameworkOf(directory: string): Promise<string> {
  const installed = join(directory, 'node_modules', FRAMEWORK);
  const asked = (await readPackage(directory))?.dependencies?.[FRAMEWORK];
  const brought = asked?.startsWith('file:') ? [join(directory, asked.slice('file:'.length))] : [];
  for (const folder of [installed, ...brought]) {
    const program = (await readPackage(folder))?.bin?.['functions-framework'];
    if (program !== undefined) return join(folder, program);
  }
  return join(dirname(require.resolve(FRAMEWORK)), 'main.js');
}

async function readPackage(folder: string): Promise<PackageJson | undefined> {
  return readFile(join(folder, 'package.json'), 'utf8').then(
    (text) => JSON.parse(text),
    () => undefined,
  );
}
