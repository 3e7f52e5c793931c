import * as v from 'valibot';

const texts = v.record(v.string(), v.string());

/** A function as the CLI sends it; null leaves a value to the platform. */
export const sentFunction = v.strictObject({
  name: v.string(),
  labels: v.optional(texts),
  buildConfig: v.strictObject({
    runtime: v.string(),
    entryPoint: v.string(),
    source: v.strictObject({
      storageSource: v.strictObject({ bucket: v.string(), object: v.string(), generation: v.string() }),
    }),
    environmentVariables: texts,
  }),
  serviceConfig: v.strictObject({
    availableCpu: v.string(),
    availableMemory: v.pipe(v.string(), v.regex(/^\d+(Mi|Gi)$/)),
    environmentVariables: texts,
    ingressSettings: v.nullish(v.string()),
    maxInstanceCount: v.nullish(v.number()),
    maxInstanceRequestConcurrency: v.number(),
    minInstanceCount: v.nullish(v.number()),
    secretEnvironmentVariables: v.optional(
      v.array(
        v.strictObject({ key: v.string(), projectId: v.string(), secret: v.string(), version: v.string() }),
      ),
    ),
    serviceAccountEmail: v.nullish(v.string()),
    timeoutSeconds: v.nullish(v.number()),
    directVpcEgress: v.nullish(v.null()),
    directVpcNetworkInterface: v.nullish(v.null()),
    vpcConnector: v.nullish(v.null()),
    vpcConnectorEgressSettings: v.nullish(v.null()),
  }),
});
type SentFunction = v.InferOutput<typeof sentFunction>;

/** A function as the platform stores it. */
export interface CloudFunction extends SentFunction {
  environment: 'GEN_2';
  state: 'ACTIVE' | 'FAILED';
  url: string;
  serviceConfig: SentFunction['serviceConfig'] & { service: string; uri: string };
}
