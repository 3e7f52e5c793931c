/** A command in a page, with its options. */
export interface NamedCommand {
  /** `pilotlight`, or `npm` for a script of a package. */
  program: 'pilotlight' | 'npm';
  /** The subcommand or the script. */
  name: string;
  /** The workspace of an npm script; undefined for the root. */
  workspace?: string | undefined;
  /** The command's own options, such as `--labels`. npm's are left out. */
  options: string[];
}

const FENCED = /^```\w*(?: [^\n]*)?\n(.*?)^```$/gms;
const INDENTED = /^(?: {4}|\t)\S.*$/gm;
const SPAN = /`([^`]+)`/g;
/** Beginning of a command: a prompt, variables and programs that run another are skipped. */
const START = /^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:time |\/usr\/bin\/time -v )?(?:npx )?/;
const PILOTLIGHT = /^pilotlight (?<name>[a-z]+)(?<rest>\s.*)?$/;
const NPM =
  /^npm (?<before>(?:-s |--silent )?)(?:run (?<flags>(?:(?:-s|--silent) )?)(?<script>[a-z][\w:-]*)|(?<short>start|test))(?<rest>\s.*)?$/;

/** Finds the commands in a page of Markdown: in blocks of code, and in code within a sentence. */
export function namedCommands(markdown: string): NamedCommand[] {
  const blocks = [...markdown.matchAll(FENCED)].map(([, code = '']) => code);
  const rest = markdown.replaceAll(FENCED, '');
  const indented = [...rest.matchAll(INDENTED)].map(([line]) => line.trim());
  const prose = rest.replaceAll(INDENTED, '');
  const spans = [...prose.matchAll(SPAN)].map(([, code = '']) => code.replaceAll(/\s+/g, ' '));
  const lines = [...blocks, indented.join('\n')].flatMap((code) =>
    code.replaceAll(/\\\n\s*/g, ' ').split('\n'),
  );
  return [...lines, ...spans].flatMap((line) =>
    line
      .replace(/\s#\s.*$/, '')
      .split(/ (?:&&|\|) |; /)
      .flatMap((command) => readCommand(command.trim().replace(START, ''))),
  );
}

/** Returns the names of the page's parameters and environment variables. */
export function namedParameters(markdown: string): string[] {
  return [...new Set(markdown.match(/\b(?:PREDICT|WARM_UP|REQUIRE|VITE|PILOTLIGHT)_[A-Z_]+\b/g))];
}

function readCommand(command: string): NamedCommand[] {
  const ours = PILOTLIGHT.exec(command)?.groups;
  if (ours) return [{ program: 'pilotlight', name: ours['name'] ?? '', options: optionsIn(ours['rest']) }];
  const npm = NPM.exec(command)?.groups;
  if (!npm) return [];
  const [forNpm = '', forScript = ''] = (npm['rest'] ?? '').split(/ --(?: |$)/);
  const workspace = / --workspace[= ](\S+)/.exec(forNpm)?.[1];
  return [
    {
      program: 'npm',
      name: npm['script'] ?? npm['short'] ?? '',
      workspace,
      options: optionsIn(` ${forScript}`),
    },
  ];
}

function optionsIn(text = ''): string[] {
  const unquoted = text.replaceAll(/'[^']*'|"[^"]*"/g, '');
  return [...unquoted.matchAll(/\s(--[a-z][a-z0-9-]*)/g)].map(([, option = '']) => option);
}
