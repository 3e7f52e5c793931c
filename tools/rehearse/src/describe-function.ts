import type { CloudFunction, GoogleStandIn } from '@pilotlight/google-stand-in';
import type { Report } from './report.ts';
import { idOf, regionOf } from './uploaded.ts';

/** Describes a function for the report. */
export function describeFunction(
  deployed: CloudFunction,
  codebase: string,
  { policies, jobs }: GoogleStandIn['project'],
): Report['functions'][number] {
  const { buildConfig, serviceConfig } = deployed;
  const bindings = policies.get(serviceConfig.service)?.bindings ?? [];
  const job = [...jobs.values()].find(({ httpTarget }) => httpTarget.uri === deployed.url);
  return {
    id: idOf(deployed),
    codebase,
    region: regionOf(deployed),
    runtime: buildConfig.runtime,
    memory: serviceConfig.availableMemory,
    cpu: serviceConfig.availableCpu,
    concurrency: serviceConfig.maxInstanceRequestConcurrency,
    timeoutSeconds: serviceConfig.timeoutSeconds ?? null,
    account: serviceConfig.serviceAccountEmail ?? undefined,
    callers: bindings.flatMap(({ members }) => members),
    schedule: job && `${job.schedule} (${job.timeZone})`,
  };
}
