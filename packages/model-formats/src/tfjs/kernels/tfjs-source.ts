import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The folder of an installed package, or undefined where it is not installed. */
export function packageFolder(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** The code of a file of TensorFlow.js without its comments, which quote code of their own. */
export function readCode(...path: string[]): string {
  return readFileSync(join(...path), 'utf8')
    .replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
}
