import { styleText } from 'node:util';
import { Command } from 'commander';
import { formatReport } from './format-report.ts';
import { rehearse, RehearsalError } from './rehearse.ts';

interface Options {
  project?: string;
  json?: boolean;
  verbose?: boolean;
}

const program = new Command('npm run rehearse --')
  .description(
    'Deploys with the real Firebase CLI to a stand-in for Google, then installs, starts and calls the uploaded code. Needs no account; nothing leaves this machine.',
  )
  .option('--project <project>', 'the project with the parameters to use: an id, or an alias of .firebaserc')
  .option('--json', 'print the report as JSON')
  .option('--verbose', 'also print the Firebase CLI’s output, on stderr')
  .addHelpText(
    'after',
    `
Exits with 0 if nothing went wrong, 1 if a release would fail, 2 if the command line is wrong.

Examples:
  $ npm run rehearse
  $ npm run rehearse -- --project staging
  $ npm run --silent rehearse -- --json | jq .packages`,
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const { project, json = false, verbose = false } = program.opts<Options>();
// This also ends the processes that it started, and removes its folder.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

try {
  const report = await rehearse({
    project,
    onStep: (step) => console.error(styleText('dim', step, { stream: process.stderr })),
    onLine: (line) => {
      if (verbose) console.error(line);
    },
  });
  console.log(json ? JSON.stringify(report, undefined, 2) : formatReport(report));
  if (!report.succeeded) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof RehearsalError) || process.env['DEBUG']) throw error;
  if (json) {
    const problems = [{ where: error.where, problem: error.message }];
    console.log(JSON.stringify({ succeeded: false, problems }, undefined, 2));
  } else {
    console.error(`${error.message}\n`);
    console.error(styleText('red', `The rehearsal stopped at: ${error.where}.`, { stream: process.stderr }));
  }
  process.exitCode = 1;
}
