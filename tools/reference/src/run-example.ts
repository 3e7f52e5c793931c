import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A line of an example with the value that it has: `add(1, 2); // => 3`. */
const VALUE = /^(?<expression>\S.*?);? \/\/ => (?<value>.*)$/gm;
const IMPORT = /^import [\s\S]*?;\n/gm;

/** A program that shows how code is used. */
export interface Example {
  /** The file that has it. */
  file: string;
  /** The folder of its workspace, where it finds the packages that it imports. */
  folder: string;
  code: string;
}

/** Returns the TypeScript of a Markdown page as one program: a later block sees what an earlier one declares. */
export function examplesOfPage(page: string): string[] {
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  if (blocks.length === 0) return [];
  const imports = new Set(blocks.flatMap((code) => code.match(IMPORT) ?? []));
  const nested = blocks.reduceRight((rest, code) => `{\n${code.replaceAll(IMPORT, '')}${rest}}\n`, '');
  return [`${[...imports].join('')}${nested}`];
}

/** Returns the examples in the docstrings of a source file. */
export function examplesOfSource(source: string): string[] {
  return [...source.matchAll(/^ *\* @example\n((?: *\*(?! @|\/).*\n)*)/gm)].map(([, lines = '']) =>
    lines.replaceAll(/^ *\* ?/gm, ''),
  );
}

/**
 * Runs an example in a process of its own, in the folder of its workspace, and checks the values that it shows.
 *
 * @param surroundings declarations that the example takes for granted.
 * @throws {Error} with the output, if it fails or if a value is another one.
 */
export async function runExample({ code, folder }: Example, surroundings: string): Promise<void> {
  const checked = code.replaceAll(VALUE, 'assert.deepEqual($<expression>, $<value>);');
  const program = `import assert from 'node:assert/strict';\n${surroundings}\n${checked}\nprocess.exit();`;
  await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: folder,
  });
}
