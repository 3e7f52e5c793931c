import { styleText } from 'node:util';
import {
  examine,
  formatFindings,
  isAdopted,
  ownTargets,
  PROJECT_CHECKS,
  readClone,
} from '@pilotlight/doctor';
import { REPOSITORY } from '@pilotlight/local-platform';
import { Command } from 'commander';
import { deploy } from './deploy.ts';
import type { Explanation } from './explain.ts';

interface Options {
  project?: string;
  only?: string;
  force?: boolean;
  json?: boolean;
}

const program = new Command('npm run deploy --')
  .description(
    'Checks the project, builds it, deploys it with the Firebase CLI, and explains what went wrong.',
  )
  .option('--project <project>', 'an id, or an alias of .firebaserc; defaults to the Firebase CLI’s choice')
  .option(
    '--only <targets>',
    'functions, hosting, functions:inference, functions:warmup; defaults to everything of this repository',
  )
  .option('--force', 'also remove functions that are no longer in the code')
  .option('--json', 'print the result as JSON, and the Firebase CLI’s output to stderr')
  .addHelpText(
    'after',
    `
Exits with 0 if everything is deployed, 1 if not, 2 if the command line is wrong.

Examples:
  $ npm run deploy -- --project my-project
  $ npm run deploy -- --only hosting
  $ npm run deploy -- --project staging --only functions:inference`,
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const { project, only, force = false, json = false } = program.opts<Options>();
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

try {
  end(await checkAndDeploy());
} catch (error) {
  if (!(error instanceof Error) || process.env['DEBUG']) throw error;
  end([{ problem: error.message, fix: 'npx pilotlight doctor checks for the usual faults' }]);
}

async function checkAndDeploy(): Promise<Explanation[]> {
  const clone = await readClone(REPOSITORY, project);
  const findings = await examine(clone, PROJECT_CHECKS);
  const problems = findings.filter(({ verdict }) => verdict === 'problem');
  if (problems.length > 0) {
    return problems.map(({ subject, message, why, fix = 'npx pilotlight doctor' }) => ({
      problem: `${subject}: ${message}${why === undefined ? '' : `; ${why}`}`,
      fix,
    }));
  }
  const warnings = findings.filter(({ verdict }) => verdict === 'warning');
  if (warnings.length > 0) console.error(formatFindings(warnings, color));
  const outcome = await deploy({
    directory: clone.directory,
    project,
    // The rest of a project that has adopted this repository is not ours to deploy.
    only: only ?? (isAdopted(clone) ? ownTargets(clone) : undefined),
    force,
    signal: interrupted.signal,
    onLine: (line) => console.error(line),
  });
  return outcome.problems;
}

function end(problems: readonly Explanation[]): void {
  if (json) {
    console.log(JSON.stringify({ deployed: problems.length === 0, problems }, undefined, 2));
  } else {
    for (const { problem, fix } of problems) {
      console.error(`\n${color('red', problem)}\n  ${color('bold', 'fix:')} ${fix}`);
    }
    console.error(problems.length === 0 ? color('green', '\nDeployed.') : color('red', '\nNot deployed.'));
  }
  process.exitCode = problems.length === 0 ? 0 : 1;
  // The Firebase CLI’s library leaves timers that would keep the process alive for a quarter of a minute.
  process.stdout.write('', () => process.exit());
}

function color(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stderr });
}
