import * as v from 'valibot';
import type { DescribeResponse, NamedOrSingleOutput, PredictResponse, WarmResponse } from './answer.ts';
import { describeValue } from './describe-value.ts';
import { InvalidResponseError } from '../errors/invalid-response-error.ts';
import { signatureSchema } from '../tensors/signature.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0));

const timingSchema = v.object({
  loadMs: milliseconds,
  queueMs: milliseconds,
  inferenceMs: milliseconds,
  cold: v.boolean(),
  instanceId: v.string(),
});

const answered = {
  model: v.string(),
  version: v.number(),
  label: v.optional(v.string()),
  timing: timingSchema,
};

// The values are not checked: to walk millions of numbers again would cost more than it tells.
const outputValue = v.custom<NamedOrSingleOutput>((value) => value !== undefined, 'tensors');

const rankedClassSchema = v.object({ index: v.number(), label: v.optional(v.string()), score: v.number() });

const predictResponseSchema: v.GenericSchema<unknown, PredictResponse> = v.union([
  v.object({ ...answered, predictions: v.array(outputValue) }),
  v.object({ ...answered, outputs: outputValue }),
  v.object({ ...answered, top: v.array(v.array(rankedClassSchema)) }),
]);

const warmResponseSchema: v.GenericSchema<unknown, WarmResponse> = v.object({
  models: v.array(v.object({ model: v.string(), version: v.number(), loadMs: milliseconds })),
  timing: timingSchema,
  instance: v.object({ ageMs: milliseconds, idleMs: milliseconds }),
});

const describeResponseSchema: v.GenericSchema<unknown, DescribeResponse> = v.object({
  models: v.array(
    v.object({
      model: v.string(),
      version: v.number(),
      versions: v.array(v.number()),
      format: v.string(),
      engine: v.string(),
      signatures: v.record(v.string(), signatureSchema),
      labels: v.optional(v.array(v.string())),
      imageInput: v.optional(v.string()),
      versionLabels: v.optional(
        v.record(v.string(), v.object({ version: v.number(), share: v.optional(v.number()) })),
      ),
      sample: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
  total: v.optional(v.number()),
  next: v.optional(v.string()),
});

/** @throws {InvalidResponseError} if the answer does not follow this protocol. */
export function parsePredictResponse(data: unknown): PredictResponse {
  return parse(predictResponseSchema, data);
}

/** @throws {InvalidResponseError} if the answer does not follow this protocol. */
export function parseWarmResponse(data: unknown): WarmResponse {
  return parse(warmResponseSchema, data);
}

/** @throws {InvalidResponseError} if the answer does not follow this protocol. */
export function parseDescribeResponse(data: unknown): DescribeResponse {
  return parse(describeResponseSchema, data);
}

function parse<Schema extends v.GenericSchema>(schema: Schema, data: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidResponseError({
    field: v.getDotPath(issue) ?? 'response',
    expected: issue.expected ?? issue.message,
    received: describeValue(issue.input),
  });
}
