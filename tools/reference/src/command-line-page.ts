import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';

const run = promisify(execFile);

/** The commands of \`pilotlight --help\`, in its order. */
const COMMAND = /^ {2}(?<name>[a-z]+)(?: \[options\])?/gm;

/** Scripts of npm, beside the command itself. */
const SCRIPTS = [
  { title: '`npm start`', file: 'tools/start/src/main.ts' },
  { title: '`npm run rehearse`', file: 'tools/rehearse/src/main.ts' },
  { title: '`npm run deploy`', file: 'tools/deploy/src/main.ts' },
];

/** Makes the page of all commands from what they print for \`--help\`. */
export async function commandLinePage(): Promise<string> {
  const cli = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');
  const overview = await help(cli);
  const [, list = ''] = overview.split('Commands:\n');
  const names = [...list.matchAll(COMMAND)].flatMap(({ groups }) => groups?.['name'] ?? []);
  const sections: string[] = [`# Command line\n\n${block(overview)}`];
  for (const name of names.filter((one) => one !== 'help')) {
    sections.push(`## \`pilotlight ${name}\`\n\n${block(await help(cli, name))}`);
  }
  for (const { title, file } of SCRIPTS) {
    sections.push(`## ${title}\n\n${block(await help(join(REPOSITORY, file)))}`);
  }
  return `${sections.join('\n\n')}\n`;
}

async function help(...command: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...command, '--help'], {
    cwd: REPOSITORY,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' },
  });
  return stdout;
}

function block(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
