import * as v from 'valibot';
import { describeValue } from './describe-value.ts';
import { InvalidResponseError } from '../errors/invalid-response-error.ts';
import { signatureSchema } from '../tensors/signature.ts';

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

/**
 * A tensor of an answer: nested arrays; a bare element for a scalar. An int64 beyond 2^53 is a string of digits, a
 * string that is not text is its bytes.
 */
export type OutputValue = number | boolean | string | { b64: string } | readonly OutputValue[];

/** The only output without its name, or every output by name. */
export type NamedOrSingleOutput = OutputValue | Readonly<Record<string, OutputValue>>;

const answered = { model: v.string(), version: v.number(), timing: timingSchema };

// The values themselves are the model's business; walking millions of numbers again would cost more than it tells.
const outputValue = v.custom<NamedOrSingleOutput>((value) => value !== undefined, 'tensors');

const rankedClassSchema = v.object({ index: v.number(), label: v.optional(v.string()), score: v.number() });

/** A class that a row was found to be of, and what the model gave for it. */
export type RankedClass = v.InferOutput<typeof rankedClassSchema>;

const predictResponseSchema = v.union([
  v.object({ ...answered, predictions: v.array(outputValue) }),
  v.object({ ...answered, outputs: outputValue }),
  v.object({ ...answered, top: v.array(v.array(rankedClassSchema)) }),
]);

/**
 * The answer to a predict request: `predictions`, a list of rows, to `instances`; `outputs`, columns, to `inputs`;
 * `top`, the best classes of each row, to `instances` with `top`.
 */
export type PredictResponse = v.InferOutput<typeof predictResponseSchema>;

const warmResponseSchema = v.object({
  models: v.array(v.object({ model: v.string(), version: v.number(), loadMs: milliseconds })),
  timing: timingSchema,
  instance: v.object({
    /** Milliseconds since the instance started. */
    ageMs: milliseconds,
    /** Milliseconds since its call before this one, or since it started. */
    idleMs: milliseconds,
  }),
});

/** The answer to a warm request: what is loaded now, how long this call waited for each, and by which instance. */
export type WarmResponse = v.InferOutput<typeof warmResponseSchema>;

const describeResponseSchema = v.object({
  models: v.array(
    v.object({
      model: v.string(),
      version: v.number(),
      format: v.string(),
      engine: v.string(),
      signatures: v.record(v.string(), signatureSchema),
      labels: v.optional(v.array(v.string())),
      /** The input that takes an encoded image, where one does. */
      imageInput: v.optional(v.string()),
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
