import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  type CloudFunction,
  standInEnvironment,
  startGoogleStandIn,
  type StandInOptions,
} from '@pilotlight/google-stand-in';
import { REPOSITORY } from '@pilotlight/local-platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DEPLOY = join(REPOSITORY, 'tools/deploy/src/main.ts');
/** The default account of functions in the stand-in's project. */
const COMPUTE = '123456789012-compute@developer.gserviceaccount.com';
const DOCTOR = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');

let standIn: Awaited<ReturnType<typeof startGoogleStandIn>>;
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pilotlight-home-'));
});
afterEach(async () => {
  await standIn.stop();
  await rm(home, { recursive: true });
});

/** Runs a command of this repository against a stand-in with this one project. */
async function run(args: readonly string[], project: StandInOptions, env: NodeJS.ProcessEnv = {}) {
  standIn = await startGoogleStandIn(project);
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    env: { ...process.env, ...(await standInEnvironment(standIn.url, home)), ...env },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, stdout, stderr };
}

const uploads = () => standIn.requests.filter((request) => /upload|versions/i.test(request));

describe('npm run deploy stops before anything is uploaded, and says what to do', () => {
  it.each([
    ['for emulators only', [], { id: 'real-1' }, {}, 'firebase use --add'],
    ['with an invalid name', ['--project=Real_1'], { id: 'real-1' }, {}, 'Invalid project id'],
    ['that does not exist', ['--project=unreal-1'], { id: 'real-1' }, {}, 'firebase projects:list'],
    [
      'with a permission missing',
      ['--project=real-1'],
      { id: 'real-1', withheldPermissions: ['run.services.setIamPolicy'] },
      {},
      'this account lacks run.services.setIamPolicy',
    ],
    ['without billing', ['--project=real-1'], { id: 'real-1', billingEnabled: false }, {}, 'usage/details'],
    [
      'with nobody logged in',
      ['--project=real-1'],
      { id: 'real-1' },
      { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json' },
      'npx firebase login',
    ],
  ])('for a project %s', async (_, args, project, env, said) => {
    const { code, stderr } = await run([DEPLOY, ...args], project, env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
    expect(uploads()).toEqual([]);
  });

  it('with exit code 2 for a wrong command line, and prints the result as JSON', async () => {
    expect(await run([DEPLOY, '--onyl=hosting'], { id: 'real-1' })).toMatchObject({ code: 2 });
    await standIn.stop();
    const { stdout } = await run([DEPLOY, '--json'], { id: 'real-1' });
    expect(JSON.parse(stdout)).toMatchObject({
      deployed: false,
      problems: [{ problem: expect.any(String) }],
    });
  });
});

it('pilotlight doctor asks Google as the deploy will', async () => {
  const { code, stdout } = await run([DOCTOR, 'doctor', '--json', '--project=real-1'], { id: 'real-1' });
  const findings: { subject: string; verdict: string; message: string }[] = JSON.parse(stdout);
  const about = (subject: string) => findings.find((one) => one.subject === subject);
  expect(about('Account')).toMatchObject({ verdict: 'good', message: 'logged in, and sees real-1' });
  expect(about('Permissions')).toMatchObject({ verdict: 'good' });
  expect(about('Billing')).toMatchObject({ verdict: 'good' });
  const problems = findings.filter(({ verdict }) => verdict === 'problem');
  // This repository's own .firebaserc has no real project, and uncommitted changes are the developer's concern.
  const others = problems.filter(({ message }) => !/committed|which Hosting site/.test(message));
  expect({ code, others }).toEqual({ code: 1, others: [] });
});

const deployed = (id: string, codebase: string, trigger: string): CloudFunction => ({
  name: `projects/real-1/locations/us-central1/functions/${id}`,
  labels: { 'firebase-functions-codebase': codebase, [`deployment-${trigger}`]: 'true' },
  environment: 'GEN_2',
  state: 'ACTIVE',
  url: `https://us-central1-real-1.cloudfunctions.net/${id}`,
  buildConfig: {
    runtime: 'nodejs24',
    entryPoint: id,
    source: { storageSource: { bucket: 'b', object: 'o', generation: '1' } },
    environmentVariables: {},
  },
  serviceConfig: {
    availableCpu: '1',
    availableMemory: '256Mi',
    environmentVariables: {},
    maxInstanceRequestConcurrency: 1,
    service: `projects/real-1/locations/us-central1/services/${id.toLowerCase()}`,
    uri: 'https://a.run.app',
  },
});

it('pilotlight doctor finds what an interrupted deploy has left', async () => {
  const functions = [
    deployed('predict', 'inference', 'callable'),
    deployed('warmUp', 'warmup', 'scheduled'),
    deployed('foreign', 'somebody-elses', 'callable'),
  ];
  const { stdout } = await run([DOCTOR, 'doctor', '--json', '--project=real-1'], { id: 'real-1', functions });
  const findings: { subject: string; message: string; fix?: string }[] = JSON.parse(stdout);
  expect(findings.filter(({ subject }) => subject === 'Deployed')).toMatchObject([
    {
      message: 'predict in us-central1 does not accept calls',
      fix: expect.stringContaining('inference:predict'),
    },
    { message: 'warmUp in us-central1 has no schedule', fix: expect.stringContaining('functions:delete') },
  ]);
});

it('pilotlight doctor finds a function of another codebase that a deploy would replace', async () => {
  const functions = [deployed('predict', 'default', 'callable'), deployed('other', 'default', 'callable')];
  const { code, stdout } = await run([DOCTOR, 'doctor', '--json', '--project=real-1'], {
    id: 'real-1',
    functions,
  });
  const findings: { subject: string; message: string; verdict: string }[] = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(findings.filter(({ subject }) => subject === 'Deployed')).toMatchObject([
    { verdict: 'problem', message: 'the codebase default already has a function predict in us-central1' },
  ]);
});

const invoker = (member: string) => ({
  bindings: [{ role: 'roles/run.invoker', members: [member] }],
  etag: '',
  version: 3 as const,
});
const service = (id: string) => `projects/real-1/locations/us-central1/services/${id}`;

it('pilotlight doctor finds a schedule that still calls with the function’s former account', async () => {
  const oidcToken = { serviceAccountEmail: COMPUTE };
  const { stdout } = await run([DOCTOR, 'doctor', '--json', '--project=real-1'], {
    id: 'real-1',
    functions: [deployed('predict', 'inference', 'callable'), deployed('warmUp', 'warmup', 'scheduled')],
    policies: {
      [service('predict')]: invoker('allUsers'),
      [service('warmup')]: invoker('serviceAccount:warm-up@real-1.iam.gserviceaccount.com'),
    },
    jobs: [
      {
        name: 'projects/real-1/locations/us-central1/jobs/firebase-schedule-warmUp-us-central1',
        schedule: '* * * * *',
        timeZone: 'Etc/UTC',
        httpTarget: { uri: 'https://a.run.app', httpMethod: 'POST', oidcToken },
      },
    ],
  });
  const findings: { subject: string; message: string; verdict: string }[] = JSON.parse(stdout);
  expect(findings.filter(({ subject }) => subject === 'Deployed')).toMatchObject([
    { verdict: 'good', message: 'predict in us-central1' },
    {
      verdict: 'warning',
      message: `warmUp in us-central1 is called by its schedule as ${COMPUTE}, which may not call it`,
    },
  ]);
});

it('pilotlight doctor checks the permission to act as the functions’ accounts, and as no other', async () => {
  const project = { id: 'real-1', withheldPermissions: ['iam.serviceAccounts.actAs'] };
  const permissions = async (usableAccounts: string[]) => {
    const options = { ...project, usableAccounts };
    const { stdout } = await run([DOCTOR, 'doctor', '--json', '--project=real-1'], options);
    const findings: { subject: string; message: string; verdict: string }[] = JSON.parse(stdout);
    return findings.find(({ subject }) => subject === 'Permissions');
  };
  expect(await permissions(['other@real-1.iam.gserviceaccount.com'])).toMatchObject({
    verdict: 'problem',
    message: `this account lacks iam.serviceAccounts.actAs on ${COMPUTE}`,
  });
  await standIn.stop();
  expect(await permissions([COMPUTE])).toMatchObject({ verdict: 'good' });
});
