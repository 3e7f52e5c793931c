import * as v from 'valibot';
import { DTYPES } from './dtype.ts';
import { describeValue } from './describe-value.ts';
import { InvalidResponseError } from './invalid-response-error.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0));

const timingSchema = v.object({
  /** Milliseconds that this call waited for the model to load; 0 where it was loaded. */
  loadMs: milliseconds,
  /** Milliseconds that this call waited behind others on the same instance. */
  queueMs: milliseconds,
  /** Milliseconds in the engine. */
  inferenceMs: milliseconds,
  /** True where this instance had not run a model yet when this call arrived. */
  cold: v.boolean(),
  /** Random, made when the instance started. */
  instanceId: v.string(),
});

/** What a call cost, and the instance that it was answered by. */
export type Timing = v.InferOutput<typeof timingSchema>;

/** A tensor of an answer: nested arrays; a bare number or boolean for a scalar. */
export type OutputValue = number | boolean | readonly OutputValue[];

/** The only output without its name, or every output by name. */
export type NamedOrSingleOutput = OutputValue | Readonly<Record<string, OutputValue>>;

const answered = { model: v.string(), version: v.number(), timing: timingSchema };

// The values themselves are the model's business; walking millions of numbers again would cost more than it tells.
const outputValue = v.custom<NamedOrSingleOutput>((value) => value !== undefined, 'tensors');

const predictResponseSchema = v.union([
  v.object({ ...answered, predictions: v.array(outputValue) }),
  v.object({ ...answered, outputs: outputValue }),
]);

/** The answer to a predict request: `predictions`, a list of rows, to `instances`; `outputs`, columns, to `inputs`. */
export type PredictResponse = v.InferOutput<typeof predictResponseSchema>;

const warmResponseSchema = v.object({
  models: v.array(v.object({ model: v.string(), version: v.number(), loadMs: milliseconds })),
  timing: timingSchema,
});

/** The answer to a warm request: what is loaded now, and how long this call waited for each. */
export type WarmResponse = v.InferOutput<typeof warmResponseSchema>;

const tensorSpecsSchema = v.record(
  v.string(),
  v.object({ dtype: v.picklist(DTYPES), shape: v.array(v.number()) }),
);

const describeResponseSchema = v.object({
  models: v.array(
    v.object({
      model: v.string(),
      version: v.number(),
      format: v.string(),
      engine: v.string(),
      signatures: v.record(v.string(), v.object({ inputs: tensorSpecsSchema, outputs: tensorSpecsSchema })),
      labels: v.optional(v.array(v.string())),
    }),
  ),
});

/** The answer to a describe request. */
export type DescribeResponse = v.InferOutput<typeof describeResponseSchema>;

/** @throws {InvalidResponseError} where the callee answered something that is not of this protocol. */
export function parsePredictResponse(data: unknown): PredictResponse {
  return parse(predictResponseSchema, data);
}

/** @throws {InvalidResponseError} where the callee answered something that is not of this protocol. */
export function parseWarmResponse(data: unknown): WarmResponse {
  return parse(warmResponseSchema, data);
}

/** @throws {InvalidResponseError} where the callee answered something that is not of this protocol. */
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
