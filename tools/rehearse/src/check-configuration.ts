import { maskPassword } from '@pilotlight/protocol';
import type { CloudFunction, GoogleStandIn } from '@pilotlight/google-stand-in';
import { type Expected, expectedFunctions } from './expected-function.ts';
import type { Problem } from './problem.ts';
import { idOf, regionOf, type UploadedCodebase } from './uploaded.ts';

/** A codebase as the repository intends it: its runtime, and the parameters of this deployment. */
export interface IntendedCodebase {
  runtime: string;
  values: Readonly<Record<string, string>>;
}

/** CPU for each memory size in MiB, as in the first generation: the meaning of `gcf_gen1`. */
const GEN1_CPU: Readonly<Record<string, string>> = {
  '128': '0.08333',
  '256': '0.1666',
  '512': '0.3333',
  '1024': '0.5833',
};

/** Checks that the requests to Google match the repository: each function, its callers, and its schedule. */
export function checkConfiguration(
  { name, archive, functions }: UploadedCodebase,
  { runtime, values }: IntendedCodebase,
  { project }: GoogleStandIn,
): Problem[] {
  const expected = expectedFunctions(archive.readAsText('functions.yaml'), values);
  const missing = Object.keys(expected.functions).filter((id) => !functions.some((one) => idOf(one) === id));
  return [
    ...missing.map((id) => ({ where: name, problem: `${id} is declared but not deployed` })),
    ...functions.flatMap((deployed) => [
      ...differences(deployed, expected, runtime).map((problem) => ({
        where: `${name}: ${idOf(deployed)}`,
        problem,
      })),
      ...checkCallers(deployed, expected, project).map((problem) => ({
        where: `${name}: ${idOf(deployed)}`,
        problem,
      })),
    ]),
  ];
}

function differences(deployed: CloudFunction, expected: Expected, runtime: string): string[] {
  const declared = expected.functions[idOf(deployed)];
  if (!declared) return ['it is deployed but not declared'];
  const { buildConfig, serviceConfig } = deployed;
  const memory = String(declared.availableMemoryMb ?? 256);
  const pairs: [string, unknown, unknown][] = [
    ['runtime', buildConfig.runtime, runtime],
    ['entry point', buildConfig.entryPoint, declared.entryPoint],
    ['region', regionOf(deployed), [declared.region ?? 'us-central1'].flat()[0]],
    ['memory', megabytes(serviceConfig.availableMemory), memory],
    [
      'cpu',
      serviceConfig.availableCpu,
      declared.cpu === 'gcf_gen1' ? GEN1_CPU[memory] : (declared.cpu ?? '1'),
    ],
    ['concurrency', serviceConfig.maxInstanceRequestConcurrency, declared.concurrency],
    ['timeout', serviceConfig.timeoutSeconds, declared.timeoutSeconds],
    ['maximum of instances', serviceConfig.maxInstanceCount, declared.maxInstances],
    ['minimum of instances', serviceConfig.minInstanceCount, declared.minInstances],
    ['account', serviceConfig.serviceAccountEmail, declared.serviceAccountEmail],
    ['FUNCTION_TARGET', serviceConfig.environmentVariables['FUNCTION_TARGET'], declared.entryPoint],
    // The platform runs no build: it serves the uploaded files.
    ['GOOGLE_NODE_RUN_SCRIPTS', buildConfig.environmentVariables['GOOGLE_NODE_RUN_SCRIPTS'], ''],
    ...Object.entries(expected.environment).map(([name, value]): [string, unknown, unknown] => [
      name,
      serviceConfig.environmentVariables[name],
      value,
    ]),
  ];
  return pairs
    .filter(([, is, should]) => text(is) !== text(should))
    .map(
      ([what, is, should]) =>
        `${what} is ${maskPassword(text(is))}, but should be ${maskPassword(text(should))}`,
    );
}

function checkCallers(
  deployed: CloudFunction,
  expected: Expected,
  { policies, jobs, number }: GoogleStandIn['project'],
): string[] {
  const declared = expected.functions[idOf(deployed)];
  const account = declared?.serviceAccountEmail ?? `${number}-compute@developer.gserviceaccount.com`;
  const callers = policies.get(deployed.serviceConfig.service)?.bindings ?? [];
  const mayCall = callers
    .filter(({ role }) => role === 'roles/run.invoker')
    .flatMap(({ members }) => members);
  const should = declared?.callableTrigger ? ['allUsers'] : [`serviceAccount:${account}`];
  const wrongCallers =
    mayCall.join() === should.join()
      ? []
      : [`${mayCall.join() || 'nobody'} may call it, but ${should.join()} should`];
  if (!declared?.scheduleTrigger) return wrongCallers;

  const { schedule, timeZone, retryConfig } = declared.scheduleTrigger;
  const job = jobs.get(
    `projects/${deployed.name.split('/')[1]}/locations/${regionOf(deployed)}/jobs/firebase-schedule-${idOf(deployed)}-${regionOf(deployed)}`,
  );
  const pairs: [string, unknown, unknown][] = [
    ['schedule', job?.schedule, schedule],
    ['time zone', job?.timeZone, timeZone ?? 'UTC'],
    ['retries', job?.retryConfig?.retryCount, retryConfig?.retryCount],
    ['time between retries', job?.retryConfig?.minBackoffDuration, seconds(retryConfig?.minBackoffSeconds)],
    ['address', job?.httpTarget.uri, deployed.url],
    // The function recognizes the scheduler by this token.
    ['OIDC account', job?.httpTarget.oidcToken.serviceAccountEmail, account],
  ];
  return [
    ...wrongCallers,
    ...pairs
      .filter(([, is, wanted]) => text(is) !== text(wanted))
      .map(([what, is, wanted]) => `the scheduler’s ${what} is ${text(is)}, but should be ${text(wanted)}`),
  ];
}

function megabytes(memory: string): number {
  return Number.parseInt(memory, 10) * (memory.endsWith('Gi') ? 1024 : 1);
}

function seconds(count: unknown): string | undefined {
  return count === undefined || count === null ? undefined : `${text(count)}s`;
}

/** Formats a value for comparison: a number from a parameter is text, and a value left to the platform is null. */
function text(value: unknown): string {
  if (value === undefined || value === null) return 'unset';
  return JSON.stringify(value).replaceAll('"', '');
}
