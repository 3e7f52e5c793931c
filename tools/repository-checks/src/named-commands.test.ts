import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { describe, expect, it } from 'vitest';
import { namedCommands, type NamedCommand, namedParameters } from './named-commands.ts';
import { listFiles } from './workspaces.ts';

/** A `package.json`, with its folder. */
interface Package {
  folder: string;
  name?: string;
  scripts?: Record<string, string>;
}

const files = await listFiles();
const read = (file: string) => readFile(join(REPOSITORY, file), 'utf8');
const pages = files.filter(
  (file) => file.endsWith('.md') && !file.includes('/fixtures/') && file !== 'CHANGELOG.md',
);
const packages: Package[] = await Promise.all(
  files
    .filter((file) => /(?:^|\/)package\.json$/.test(file) && !file.includes('/fixtures/'))
    .map(async (file) => ({
      ...JSON.parse(await read(file)),
      folder: file.replace(/\/?package\.json$/, ''),
    })),
);
/** The page of all commands, which another test compares with the commands themselves. */
const sections = (await read('docs/reference/command-line.md')).split(/^## /m);
const sources = files.filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.endsWith('.test.ts'));
const settings = await Promise.all(
  [...sources, ...files.filter((file) => /(?:^|\/)\.env$/.test(file))].map(read),
);

it('finds commands with their options, in blocks and in sentences', () => {
  const page = [
    'Run `npx pilotlight add\nflowers --labels names.txt` or `npm run rehearse -- --json`; `pilotlight` alone is none.',
    "    echo '{}' | npx pilotlight predict churn --input -    # a comment with --none",
    '```sh\nnpm ci && npm start -- --hub-port 1\nMODE=a npm run generate --workspace=@pilotlight/x\n```',
  ].join('\n\n');
  expect(namedCommands(page)).toEqual([
    { program: 'npm', name: 'start', workspace: undefined, options: ['--hub-port'] },
    { program: 'npm', name: 'generate', workspace: '@pilotlight/x', options: [] },
    { program: 'pilotlight', name: 'predict', options: ['--input'] },
    { program: 'pilotlight', name: 'add', options: ['--labels'] },
    { program: 'npm', name: 'rehearse', workspace: undefined, options: ['--json'] },
  ]);
});

describe.each(pages)('%s', async (page) => {
  const markdown = await read(page);

  it('names only existing commands and options', async () => {
    const wrong = await Promise.all(namedCommands(markdown).map(problemOf));
    expect(wrong.filter((each) => each !== undefined)).toEqual([]);
  });

  it('names only existing parameters', () => {
    const missing = namedParameters(markdown).filter((name) => !settings.some((text) => text.includes(name)));
    expect(missing).toEqual([]);
  });
});

it('messages and comments of sources name only existing commands', async () => {
  const wrong = await Promise.all(
    sources.map(async (file) => {
      const text = await read(file);
      const commands = [...text.matchAll(/\b(?:npm run|npx (pilotlight)) ([a-z][\w:-]*)/g)].map(
        ([, ours, name = '']): NamedCommand => ({
          program: ours === undefined ? 'npm' : 'pilotlight',
          name,
          options: [],
        }),
      );
      const problems = await Promise.all(commands.map(problemOf));
      return problems.flatMap((problem) => (problem === undefined ? [] : [`${file}: ${problem}`]));
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

async function problemOf({ program, name, workspace, options }: NamedCommand): Promise<string | undefined> {
  if (program === 'pilotlight') {
    const section = sections.find((each) => each.startsWith(`\`pilotlight ${name}\``));
    return lacking(`pilotlight ${name}`, options, section);
  }
  const command = `npm run ${name}`;
  const owners = packages.filter(
    ({ name: own, folder, scripts }) =>
      scripts?.[name] !== undefined && (workspace === undefined || own === workspace || folder === workspace),
  );
  const owner = owners.find(({ folder }) => folder === '') ?? owners[0];
  if (!owner) return `${command} does not exist`;
  // The script's own file is in the folder of the options.
  const [file = ''] = /\S+\.ts$/.exec(owner.scripts?.[name] ?? '') ?? [];
  const folder = file.replace(/(?:src\/)?[^/]+$/, '');
  const texts = options.length > 0 ? sources.filter((each) => each.startsWith(folder)) : [];
  return lacking(command, options, (await Promise.all(texts.map(read))).join('\n'));
}

function lacking(command: string, options: string[], text: string | undefined): string | undefined {
  if (text === undefined) return `${command} does not exist`;
  const unknown = options.find(
    (option) => option !== '--help' && !new RegExp(`${option}(?![a-z0-9-])`).test(text),
  );
  return unknown === undefined ? undefined : `${command} has no option ${unknown}`;
}
