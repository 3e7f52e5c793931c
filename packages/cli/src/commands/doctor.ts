import { join } from 'node:path';
import { Command } from 'commander';
import type { Finding } from '@pilotlight/doctor';
import { EXIT_CODE } from '../errors/exit-code.ts';
import { type Style, styleFor } from '@pilotlight/command-line/style';

interface Options {
  project?: string;
  json?: boolean;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('checks this clone before a deploy: finds problems, and says how to fix them')
    .option(
      '--project <project>',
      "a project id, or an alias from .firebaserc; defaults to the Firebase CLI's choice",
    )
    .option('--json', 'print all findings as JSON')
    .addHelpText(
      'after',
      `
It changes nothing. It exits with 1 if a deploy would fail.

Examples:
  $ pilotlight doctor
  $ pilotlight doctor --project staging
  $ pilotlight doctor --json | jq '.[] | select(.verdict != "good")'`,
    )
    .action(examineClone);
}

async function examineClone({ project, json = false }: Options): Promise<void> {
  // No other command waits for the Firebase CLI to be read.
  const { ALL_CHECKS, examine, formatFindings, readClone } = await import('@pilotlight/doctor');
  if (!json && process.stderr.isTTY) console.error('Looking …');
  const clone = await readClone(join(import.meta.dirname, '../../../..'), project);
  const findings = await examine(clone, ALL_CHECKS);
  if (findings.some(({ verdict }) => verdict === 'problem')) process.exitCode = EXIT_CODE.failed;
  const style = styleFor(process.stdout);
  console.log(
    json
      ? JSON.stringify(findings, undefined, 2)
      : `${formatFindings(findings, style)}\n\n${summary(findings, style)}`,
  );
  // The Firebase CLI’s library leaves timers behind that would keep the process alive for 15 seconds.
  process.stdout.write('', () => process.exit());
}

function summary(findings: readonly Finding[], style: Style): string {
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  if (problems === 0) return style('green', 'A deploy can begin: npm run rehearse, then npm run deploy');
  return style(
    'red',
    `${problems === 1 ? 'One thing has' : `${problems} things have`} to be fixed before a deploy.`,
  );
}
