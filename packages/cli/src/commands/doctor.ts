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
    .description('looks at this clone before it is deployed: what would go wrong, and what mends it')
    .option(
      '--project <project>',
      'an id or an alias of .firebaserc; what the Firebase CLI would take unless said',
    )
    .option('--json', 'print all findings as JSON')
    .addHelpText(
      'after',
      `
Changes nothing. Ends with 1 where a deploy would not succeed.

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
  // The Firebase CLI’s library leaves timers behind that would hold the process for a quarter of a minute.
  process.stdout.write('', () => process.exit());
}

function summary(findings: readonly Finding[], style: Style): string {
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  if (problems === 0) return style('green', 'A deploy can begin: npm run rehearse, then npm run deploy');
  return style(
    'red',
    `${problems === 1 ? 'One thing has' : `${problems} things have`} to be mended before a deploy.`,
  );
}
