import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';
import { readSteps } from './read-steps.ts';

it('reads commands, terminals and files, and skips other blocks', () => {
  const page =
    '# A\n\n```sh\nnpm ci\n```\n\n```\nshown\n```\n\n```ts src/a.ts\nlet a;\n```\n\n```ts\nb\n```\n\n```sh start\nnpm start\n```\n';
  expect(readSteps(page)).toEqual([
    { kind: 'run', script: 'npm ci\n' },
    { kind: 'write', path: 'src/a.ts', text: 'let a;\n' },
    { kind: 'start', script: 'npm start\n' },
  ]);
});

it.each(['in-your-web-app.md', 'in-your-firebase-project.md'])('finds all steps in %s', async (page) => {
  const steps = readSteps(await readFile(join(REPOSITORY, 'docs', page), 'utf8'));
  expect(steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['run', 'start']));
  expect(steps.length).toBeGreaterThanOrEqual(4);
});
