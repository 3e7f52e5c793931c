import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FAILURES,
  type FailureName,
  type GoogleStandIn,
  standInEnvironment,
  startGoogleStandIn,
} from '@pilotlight/google-stand-in';
import { createTestSite, type TestSite } from '@pilotlight/google-stand-in/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deploy, type DeployOptions } from './deploy.ts';

let site: TestSite;
let standIn: GoogleStandIn;
let home: string;
beforeEach(async () => {
  site = await createTestSite();
  standIn = await startGoogleStandIn({ id: 'demo-site' });
  home = await mkdtemp(join(tmpdir(), 'pilotlight-home-'));
});
afterEach(async () => {
  await standIn.stop();
  await site[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

async function deployOnce(options: DeployOptions = {}): Promise<string> {
  const env = await standInEnvironment(standIn.url, home);
  const { problems } = await deploy({ directory: site.directory, env, ...options });
  return problems.map(({ problem, fix }) => `${problem} ${fix}`).join('\n');
}

/** Returns the parts of a deploy that exist; a complete deploy equals `COMPLETE`. */
function deployed() {
  const { functions, policies, jobs, hosting } = standIn.project;
  return {
    functions: [...functions.values()]
      .map(({ name, state }) => `${name.split('/').at(-1)} ${state}`)
      .toSorted(),
    callable: [...policies.keys()].map((service) => service.split('/').at(-1) ?? '').toSorted(),
    schedules: jobs.size,
    isReleased: hosting.releases.length > 0,
  };
}
const COMPLETE = {
  functions: ['predict ACTIVE', 'warmUp ACTIVE'],
  callable: ['predict', 'warmup'],
  schedules: 1,
  isReleased: true,
};

/** Sets a cleanup policy for images, as after a first deploy, so that the CLI does not stop for lack of one. */
function keepImagesADay(): void {
  const name = 'projects/demo-site/locations/us-central1/repositories/gcf-artifacts';
  const id = 'firebase-functions-cleanup';
  const policy = { id, action: 'DELETE', condition: { tagState: 'ANY', olderThan: '86400s' } };
  standIn.project.repositories.set(name, { name, cleanupPolicies: { [id]: policy } });
}

it('deploys everything at once, without a prompt about how long images are kept', async () => {
  expect(await deployOnce()).toBe('');
  expect(deployed()).toEqual(COMPLETE);
  const [repository] = standIn.project.repositories.values();
  expect(Object.values(repository?.cleanupPolicies ?? {})).toMatchObject([
    { action: 'DELETE', condition: { olderThan: '86400s' } },
  ]);
  expect(standIn.unforeseen).toEqual([]);
});

const account = (name: string) => `${name}@demo-site.iam.gserviceaccount.com`;

it('runs each function, and calls it by schedule, as the account that a parameter names', async () => {
  for (const codebase of ['inference', 'warmup']) {
    const file = join(site.directory, codebase, 'functions.yaml');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    for (const one of Object.values<object>(manifest.endpoints)) {
      Object.assign(one, { serviceAccountEmail: '{{ params.ACCOUNT }}' });
    }
    await site.write(`${codebase}/functions.yaml`, {
      ...manifest,
      params: [{ name: 'ACCOUNT', type: 'string', default: '' }],
    });
    await site.write(`${codebase}/.env`, `ACCOUNT=${account(codebase)}\n`);
  }
  expect(await deployOnce()).toBe('');
  const { functions, jobs, policies } = standIn.project;
  expect([...functions.values()].map(({ serviceConfig }) => serviceConfig.serviceAccountEmail)).toEqual([
    account('inference'),
    account('warmup'),
  ]);
  const [job] = jobs.values();
  expect(job?.httpTarget.oidcToken.serviceAccountEmail).toBe(account('warmup'));
  expect([...policies.values()].map(({ bindings }) => bindings[0]?.members)).toEqual([
    ['allUsers'],
    [`serviceAccount:${account('warmup')}`],
  ]);
  expect(standIn.unforeseen).toEqual([]);
});

const explained: [FailureName, RegExp][] = [
  ['quota', /quota .* is used up.*wait a minute/],
  ['max-instances', /allows a function 5 instances.*PREDICT_MAX_INSTANCES=5/],
  ['permission-denied', /may not do something.*cloudfunctions\.functions\.create/],
  ['invoker', /could not be opened to callers.*Cloud Functions Admin/],
  ['schedule', /schedule of warmUp could not be created.*Cloud Scheduler Admin/],
  ['build', /could not build a function.*npm run rehearse/],
  ['upload', /connection broke.*npm run deploy again/],
];

it.each(explained)('explains “%s”, and a second deploy fixes it', async (name, explanation) => {
  keepImagesADay();
  standIn.fail(FAILURES[name]);
  expect(await deployOnce()).toMatch(explanation);
  expect(deployed()).not.toEqual(COMPLETE);
  expect(await deployOnce()).toBe('');
  expect(deployed()).toEqual(COMPLETE);
});

it.each(['hosting-upload', 'slow'] as const)('recovers from “%s” without help', async (name) => {
  keepImagesADay();
  standIn.fail(FAILURES[name]);
  expect(await deployOnce()).toBe('');
  expect(deployed()).toEqual(COMPLETE);
});

it('deploys a part of it', async () => {
  expect(await deployOnce({ only: 'hosting' })).toBe('');
  expect(deployed()).toEqual({ functions: [], callable: [], schedules: 0, isReleased: true });
});

it('removes a function that is no longer in the code only when told to', async () => {
  keepImagesADay();
  await deployOnce();
  await site.write('warmup/functions.yaml', { specVersion: 'v1alpha1', endpoints: {}, requiredAPIs: [] });
  expect(await deployOnce()).toMatch(/no longer in the code.*--force/);
  expect(deployed().functions).toHaveLength(2);
  expect(await deployOnce({ force: true })).toBe('');
  expect(deployed()).toMatchObject({ functions: ['predict ACTIVE'], schedules: 0 });
});

it('leaves no half-created function when it is interrupted', async () => {
  keepImagesADay();
  standIn.fail({ ...FAILURES.slow, ms: 3000 }, { ...FAILURES.slow, ms: 3000 });
  const interrupted = new AbortController();
  const watch = setInterval(() => {
    if (standIn.requests.some((request) => FAILURES.slow.at.test(request))) interrupted.abort();
  }, 50);
  const explanation = await deployOnce({ signal: interrupted.signal });
  clearInterval(watch);
  expect(explanation).toContain('interrupted');
  expect(deployed()).toMatchObject({ functions: [], isReleased: false });
  expect(await deployOnce()).toBe('');
  expect(deployed()).toEqual(COMPLETE);
});
