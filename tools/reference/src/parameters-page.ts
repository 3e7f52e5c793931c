import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { documented } from './doc-comment.ts';
import { table } from './table.ts';

const DECLARATION = String.raw`export const \w+ = define(?<type>\w+)\('(?<name>\w+)', \{ default: (?<value>[^}]*?),? \}\);`;

/** The functions whose parameters a deployment sets, and the file that declares them. */
const FUNCTIONS = [
  { title: '`predict`', folder: 'apps/inference' },
  { title: '`warmUp`', folder: 'apps/warmup' },
];

/** Makes the page of all parameters of a deployment, from the files that declare them. */
export async function parametersPage(): Promise<string> {
  const sections = await Promise.all(
    FUNCTIONS.map(async ({ title, folder }) => {
      const source = await readFile(join(REPOSITORY, folder, 'src/parameters.ts'), 'utf8');
      const rows = documented(source, DECLARATION).map(({ comment, parts: { type = '', name, value } }) => [
        `\`${name}\``,
        TYPES[type] ?? type.toLowerCase(),
        `\`${value?.replaceAll("'", '"')}\``,
        comment,
      ]);
      if (rows.length !== [...source.matchAll(/= define/g)].length) {
        throw new Error(`${folder}/src/parameters.ts declares a parameter in a form that is not read`);
      }
      return `## ${title}\n\nSet them in \`${folder}/config/.env\`, or in \`.env.<project>\` beside it for one project.\n\n${table(['parameter', 'type', 'default', 'meaning'], rows)}`;
    }),
  );
  return `# Parameters

The settings of a deployment. An invalid value stops the deploy, and the start of a process, with an error that names the parameter
and the allowed values.

${sections.join('\n\n')}
`;
}

const TYPES: Record<string, string> = {
  Boolean: '`true` or `false`',
  Int: 'whole number',
  List: 'JSON list of text',
  String: 'text',
};
