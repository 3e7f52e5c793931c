import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { examplesOfPage, examplesOfSource, runExample } from './run-example.ts';
import { surroundingsOf } from './surroundings.ts';

// Examples of docstrings and READMEs are programs: each is run where a reader would, and the values that it shows are checked.

const pages = await filesOf('{apps,packages,tools}/*/README.md');
const sources = await filesOf('packages/*/src/**/*.ts');

async function filesOf(pattern: string): Promise<string[]> {
  const files: string[] = [];
  const exclude = ['**/*.test.ts', '**/testing/**'];
  for await (const file of glob(pattern, { cwd: REPOSITORY, exclude })) files.push(file);
  return files.toSorted();
}

async function examplesIn(files: readonly string[], find: (text: string) => string[]) {
  const all = await Promise.all(
    files.map(async (file) => {
      const folder = join(REPOSITORY, ...file.split('/').slice(0, 2));
      return find(await readFile(join(REPOSITORY, file), 'utf8')).map((code) => ({ file, folder, code }));
    }),
  );
  return all.flat();
}

const examples = [
  ...(await examplesIn(pages, examplesOfPage)),
  ...(await examplesIn(sources, examplesOfSource)),
];

it.each(examples)('the example in $file runs: $code', async (example) => {
  await expect(runExample(example, surroundingsOf(example))).resolves.toBeUndefined();
});

it('finds examples in both', () => {
  expect(examples.filter(({ file }) => file.endsWith('.md')).length).toBeGreaterThan(10);
  expect(examples.filter(({ file }) => file.endsWith('.ts')).length).toBeGreaterThan(5);
});
