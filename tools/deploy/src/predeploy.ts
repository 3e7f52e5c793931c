/**
 * What `firebase deploy` runs before it uploads a codebase, or the page: builds it, and checks what was built. Its name
 * is the argument. A non-zero exit stops the deploy.
 *
 * With PILOTLIGHT_REHEARSAL set, models may be uncommitted; with PILOTLIGHT_BUILT, all this has just been done.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';
import { BUILD_CHECKS, examine, formatFindings, readClone, RELEASE_CHECKS } from '@pilotlight/cli/doctor';
import { REPOSITORY } from '@pilotlight/local-platform';

if (process.env['PILOTLIGHT_BUILT']) process.exit(0);

const WORKSPACES: Readonly<Record<string, string>> = {
  inference: '@pilotlight/inference',
  warmup: '@pilotlight/warmup',
  page: '@pilotlight/web',
};

const [name = ''] = process.argv.slice(2);
const workspace = WORKSPACES[name];
if (workspace === undefined) throw new RangeError(`one of ${Object.keys(WORKSPACES).join(', ')} is deployed`);

if (!(await isBuilt(workspace))) process.exit(1);

const clone = await readClone(REPOSITORY, process.env['GCLOUD_PROJECT']);
const findings = await examine(
  { ...clone, codebases: name === 'page' ? [] : clone.codebases },
  process.env['PILOTLIGHT_REHEARSAL'] ? BUILD_CHECKS : RELEASE_CHECKS,
);
const problems = findings.filter(({ verdict }) => verdict === 'problem');
if (problems.length > 0) {
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
