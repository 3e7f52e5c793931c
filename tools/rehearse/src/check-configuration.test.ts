import { startGoogleStandIn } from '@pilotlight/google-stand-in';
import AdmZip from 'adm-zip';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkConfiguration } from './check-configuration.ts';
import { checkPage, PROTECTIONS } from './check-page.ts';
import type { UploadedCodebase } from './uploaded.ts';

type StandIn = Awaited<ReturnType<typeof startGoogleStandIn>>;

const REGION = 'projects/demo-site/locations/us-central1';
const ACCOUNT = '123456789012-compute@developer.gserviceaccount.com';
const JOB = `${REGION}/jobs/firebase-schedule-tick-us-central1`;
const intended = { runtime: 'nodejs24', values: { EVERY: 'every 5 minutes', AT_A_TIME: '4' } };
const manifest = {
  endpoints: {
    tick: {
      entryPoint: 'tick',
      availableMemoryMb: 512,
      concurrency: '{{ params.AT_A_TIME }}',
      cpu: 'gcf_gen1',
      timeoutSeconds: 60,
      maxInstances: 3,
      minInstances: null,
      region: ['us-central1'],
      scheduleTrigger: {
        schedule: '{{ params.EVERY }}',
        timeZone: 'Etc/UTC',
        retryConfig: { retryCount: 2 },
      },
    },
  },
  params: [{ name: 'EVERY' }, { name: 'AT_A_TIME' }],
};

let standIn: StandIn;
let uploaded: UploadedCodebase;
beforeEach(async () => {
  standIn = await startGoogleStandIn({ id: 'demo-site' });
  const archive = new AdmZip();
  archive.addFile('functions.yaml', Buffer.from(JSON.stringify(manifest)));
  uploaded = {
    name: 'ticking',
    archive,
    archiveBytes: 1,
    functions: [
      {
        name: `${REGION}/functions/tick`,
        environment: 'GEN_2',
        state: 'ACTIVE',
        url: 'https://us-central1-demo-site.cloudfunctions.net/tick',
        buildConfig: {
          runtime: 'nodejs24',
          entryPoint: 'tick',
          source: { storageSource: { bucket: 'b', object: 'o', generation: '1' } },
          environmentVariables: { GOOGLE_NODE_RUN_SCRIPTS: '' },
        },
        serviceConfig: {
          availableCpu: '0.3333',
          availableMemory: '512Mi',
          environmentVariables: { EVERY: 'every 5 minutes', AT_A_TIME: '4', FUNCTION_TARGET: 'tick' },
          maxInstanceCount: 3,
          maxInstanceRequestConcurrency: 4,
          timeoutSeconds: 60,
          service: `${REGION}/services/tick`,
          uri: 'https://tick.a.run.app',
        },
      },
    ],
  };
  standIn.project.policies.set(`${REGION}/services/tick`, {
    bindings: [{ role: 'roles/run.invoker', members: [`serviceAccount:${ACCOUNT}`] }],
    etag: '',
    version: 3,
  });
  standIn.project.jobs.set(JOB, {
    name: JOB,
    schedule: 'every 5 minutes',
    timeZone: 'Etc/UTC',
    httpTarget: {
      uri: 'https://us-central1-demo-site.cloudfunctions.net/tick',
      httpMethod: 'POST',
      oidcToken: { serviceAccountEmail: ACCOUNT },
    },
    retryConfig: { retryCount: 2 },
  });
});
afterEach(() => standIn.stop());

const problems = () => checkConfiguration(uploaded, intended, standIn).map(({ problem }) => problem);

it('accepts a configuration as intended', () => {
  expect(problems()).toEqual([]);
});

it.each([
  ['availableMemory', '256Mi', 'memory is 256, but should be 512'],
  ['availableCpu', '1', 'cpu is 1, but should be 0.3333'],
  ['maxInstanceRequestConcurrency', 80, 'concurrency is 80, but should be 4'],
  ['timeoutSeconds', 540, 'timeout is 540, but should be 60'],
  ['maxInstanceCount', undefined, 'maximum of instances is unset, but should be 3'],
  ['minInstanceCount', 1, 'minimum of instances is 1, but should be unset'],
  [
    'environmentVariables',
    { FUNCTION_TARGET: 'tick', EVERY: 'every 5 minutes' },
    'AT_A_TIME is unset, but should be 4',
  ],
])('finds a different %s', (field, value, said) => {
  Reflect.set(uploaded.functions[0]?.serviceConfig ?? {}, field, value);
  expect(problems()).toEqual([said]);
});

it('finds a function that runs as the wrong account, and a schedule that calls it as the wrong one', () => {
  const own = 'tick@demo-site.iam.gserviceaccount.com';
  const withAccount = new AdmZip();
  const endpoints = { tick: { ...manifest.endpoints.tick, serviceAccountEmail: '{{ params.ACCOUNT }}' } };
  const params = [...manifest.params, { name: 'ACCOUNT' }];
  withAccount.addFile('functions.yaml', Buffer.from(JSON.stringify({ endpoints, params })));
  const values = { ...intended.values, ACCOUNT: own };
  const problemsOf = () =>
    checkConfiguration({ ...uploaded, archive: withAccount }, { ...intended, values }, standIn).map(
      ({ problem }) => problem,
    );
  Object.assign(uploaded.functions[0]?.serviceConfig.environmentVariables ?? {}, { ACCOUNT: own });
  expect(problemsOf()).toEqual([
    `account is unset, but should be ${own}`,
    `serviceAccount:${ACCOUNT} may call it, but serviceAccount:${own} should`,
    `the scheduler’s OIDC account is ${ACCOUNT}, but should be ${own}`,
  ]);

  Reflect.set(uploaded.functions[0]?.serviceConfig ?? {}, 'serviceAccountEmail', own);
  const [binding] = standIn.project.policies.get(`${REGION}/services/tick`)?.bindings ?? [];
  Reflect.set(binding ?? {}, 'members', [`serviceAccount:${own}`]);
  Reflect.set(standIn.project.jobs.get(JOB)?.httpTarget.oidcToken ?? {}, 'serviceAccountEmail', own);
  expect(problemsOf()).toEqual([]);
});

it('does not repeat a password in an address', () => {
  const environment = { FUNCTION_TARGET: 'tick', EVERY: 'https://me:secret@host', AT_A_TIME: '4' };
  Reflect.set(uploaded.functions[0]?.serviceConfig ?? {}, 'environmentVariables', environment);
  expect(problems().join()).toContain('EVERY is https://***@host, but');
  expect(problems().join()).not.toContain('secret');
});

it('finds a different runtime', () => {
  Reflect.set(uploaded.functions[0]?.buildConfig ?? {}, 'runtime', 'nodejs22');
  expect(problems()).toEqual(['runtime is nodejs22, but should be nodejs24']);
});

it('finds a scheduled function that everyone may call, or no one', () => {
  standIn.project.policies.get(`${REGION}/services/tick`)?.bindings[0]?.members.push('allUsers');
  expect(problems()).toEqual([expect.stringContaining('allUsers may call it')]);
  standIn.project.policies.clear();
  expect(problems()).toEqual([expect.stringContaining('nobody may call it')]);
});

it('finds a different schedule, or none', () => {
  const job = standIn.project.jobs.get(JOB);
  Reflect.set(job ?? {}, 'timeZone', 'Europe/Berlin');
  expect(problems()).toEqual(['the scheduler’s time zone is Europe/Berlin, but should be Etc/UTC']);
  standIn.project.jobs.clear();
  expect(problems()).toContain('the scheduler’s OIDC account is unset, but should be ' + ACCOUNT);
});

it('finds a missing function, and an extra one', () => {
  Reflect.set(uploaded.functions[0] ?? {}, 'name', `${REGION}/functions/tock`);
  expect(problems()).toEqual(['tick is declared but not deployed', 'it is deployed but not declared']);
});

it('finds a page with other rules, or without an index.html', () => {
  const headers = [{ source: '/a/**', headers: [{ key: 'Cache-Control', value: 'no-store' }] }];
  const version = { name: 'v', status: 'FINALIZED' as const, files: { '/index.html': 'hash' } };
  const config = { headers: [{ glob: '/a/**', headers: { 'Cache-Control': 'no-store' } }] };
  const served = Object.fromEntries(PROTECTIONS.map((name) => [name, 'x']));
  expect(checkPage({ ...version, config }, { headers }, served)).toEqual([]);
  expect(checkPage({ ...version, config: {} }, { headers }, served)).toHaveLength(1);
  expect(checkPage({ ...version, files: {}, config }, { headers }, served)).toEqual([
    { where: 'page', problem: 'there is no index.html' },
  ]);
  const { 'Content-Security-Policy': _, ...others } = served;
  expect(checkPage({ ...version, config }, { headers }, others)).toEqual([
    { where: 'page', problem: 'it is served without Content-Security-Policy' },
  ]);
});
