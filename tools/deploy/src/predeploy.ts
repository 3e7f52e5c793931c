/**
 * Runs before `firebase deploy` uploads a codebase or the page, which the argument names: builds it, and checks the
 * build's input and output. A non-zero exit stops the deploy.
 *
 * With PILOTLIGHT_REHEARSAL set, models may be uncommitted; with PILOTLIGHT_BUILT, all this has just been done.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';
import {
  BUILT_CHECKS,
  type Check,
  examine,
  formatFindings,
  readClone,
  readParameters,
  RELEASE_CHECKS,
  SOURCE_CHECKS,
} from '@pilotlight/doctor';
import { removeUnlistedFiles } from '@pilotlight/deployable/file-list';
import { REPOSITORY } from '@pilotlight/local-platform';
import { applyDefaultAccounts } from './default-accounts.ts';

if (process.env['PILOTLIGHT_BUILT']) process.exit(0);

const WORKSPACES: Readonly<Record<string, string>> = {
  inference: '@pilotlight/inference',
  warmup: '@pilotlight/warmup',
  page: '@pilotlight/web',
};

const [name = ''] = process.argv.slice(2);
const workspace = WORKSPACES[name];
if (workspace === undefined)
  throw new RangeError(`unknown name: use one of ${Object.keys(WORKSPACES).join(', ')}`);

const whole = await readClone(REPOSITORY, process.env['GCLOUD_PROJECT']);
/** Undefined for the page, which does not depend on models. */
const codebase = whole.codebases.find(({ app }) => app === name);
const clone = codebase ? whole : { ...whole, codebases: [] };

if (codebase) await stopUnless(process.env['PILOTLIGHT_REHEARSAL'] ? SOURCE_CHECKS : RELEASE_CHECKS);
if (!(await isBuilt(workspace))) process.exit(1);
const built = codebase?.source ?? whole.page?.directory;
if (built !== undefined) await removeUnlistedFiles(built);
await stopUnless(BUILT_CHECKS);
if (codebase) await applyDefaultAccounts(codebase.source, (await readParameters(codebase, whole)).values);

async function stopUnless(checks: readonly Check[]): Promise<void> {
  const findings = await examine(clone, checks);
  const problems = findings.filter(({ verdict }) => verdict === 'problem');
  if (problems.length === 0) return;
  console.error(formatFindings(problems, (format, text) => styleText(format, text)));
  process.exit(1);
}

async function isBuilt(filter: string): Promise<boolean> {
  const turbo = spawn('turbo', ['run', 'build', `--filter=${filter}`, '--output-logs=errors-only'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  await once(turbo, 'exit');
  return turbo.exitCode === 0;
}
