import * as v from 'valibot';

const valueOf = <Schema extends v.GenericSchema>(schema: Schema) => v.nullish(v.union([schema, v.string()]));

const endpointSchema = v.object({
  entryPoint: v.string(),
  availableMemoryMb: valueOf(v.number()),
  concurrency: valueOf(v.number()),
  cpu: v.nullish(v.union([v.number(), v.string()])),
  maxInstances: valueOf(v.number()),
  minInstances: valueOf(v.number()),
  region: v.nullish(v.union([v.string(), v.array(v.string())])),
  serviceAccountEmail: v.nullish(v.string()),
  timeoutSeconds: valueOf(v.number()),
  callableTrigger: v.optional(v.object({})),
  scheduleTrigger: v.optional(
    v.object({
      schedule: v.string(),
      timeZone: v.optional(v.string()),
      retryConfig: v.optional(
        v.object({ retryCount: valueOf(v.number()), minBackoffSeconds: valueOf(v.number()) }),
      ),
    }),
  ),
});

const manifestSchema = v.object({
  endpoints: v.record(v.string(), endpointSchema),
  params: v.array(v.object({ name: v.string() })),
});

/** Declarations of a codebase's `functions.yaml`, with the deployment's parameters filled in. */
export interface Expected {
  functions: Readonly<Record<string, v.InferOutput<typeof endpointSchema>>>;
  /** Environment variables of each function. */
  environment: Readonly<Record<string, string>>;
}

/** Reads the manifest of an uploaded codebase as the platform should understand it. */
export function expectedFunctions(manifest: string, values: Readonly<Record<string, string>>): Expected {
  const filled: unknown = JSON.parse(manifest, (_, value: unknown) =>
    typeof value === 'string' ? fillIn(value, values) : value,
  );
  const { endpoints, params } = v.parse(manifestSchema, filled);
  const names = params.map(({ name }) => name);
  return {
    functions: endpoints,
    environment: Object.fromEntries(names.map((name) => [name, values[name] ?? ''])),
  };
}

/** Fills in `{{ params.NAME }}`, which firebase-functions writes in place of a parameter. */
function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{ params\.(\w+) \}\}/g, (whole, name: string) => values[name] ?? whole);
}
