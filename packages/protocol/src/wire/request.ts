import * as v from 'valibot';
import { closestName } from './closest-name.ts';
import { describeValue } from './describe-value.ts';
import { isSentTypedArray, TYPED_ARRAY_ADVICE } from './typed-array.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { MAX_ROWS } from './limits.ts';
import { MODEL_NAME_PATTERN, MODEL_NAME_RULE } from './model-name.ts';
import { RequestTooLargeError } from '../errors/request-too-large-error.ts';
import { DEFAULT_SIGNATURE } from '../tensors/signature.ts';
import { VERSION_LABEL_PATTERN, VERSION_LABEL_RULE } from './version-label.ts';

/**
 * A tensor as bytes: little-endian, row-major, base64. `shape` is the shape of this value, and can be left out if the
 * signature leaves at most one dimension open.
 */
export interface BinaryTensor {
  dtype: string;
  shape?: readonly number[];
  b64: string;
}

/**
 * Bytes that are not a tensor: a string that is not text, or, for an input that takes images, an encoded image (JPEG, PNG
 * or WebP).
 */
interface Bytes {
  b64: string;
}

/** A tensor in a request: nested arrays (or a bare number or boolean for a scalar), or bytes. */
export type TensorValue = number | boolean | string | BinaryTensor | Bytes | readonly TensorValue[];

/** One input without its name (if the signature has only one), or every input by name. */
type NamedOrSingle = TensorValue | Readonly<Record<string, TensorValue>>;

interface ModelSelector {
  /** Optional if the deployment serves one model. */
  model?: string;
  /** Defaults to the version labeled `stable`, else to the highest. */
  version?: number;
  /** Selects the version by its label instead. */
  label?: string;
}

/**
 * Asks for predictions. The two forms are TensorFlow Serving's (https://www.tensorflow.org/tfx/serving/api_rest):
 * `instances` is a list of rows, `inputs` holds whole columns.
 */
export type PredictRequest = ModelSelector & {
  op?: 'predict';
  /** Defaults to `serving_default`. */
  signature?: string;
  /** True to send and get the integers of a quantized model, instead of real values. */
  raw?: boolean;
  /** The number of best classes to return for each row, instead of all scores; only with `instances`. */
  top?: number;
} & ({ instances: readonly NamedOrSingle[] } | { inputs: NamedOrSingle });

/** Asks the instance to load a model and run it once on its sample; without `model`, every served model. */
export type WarmRequest = ModelSelector & { op: 'warm' };

interface ParsedSelector {
  model: string | undefined;
  version: number | undefined;
  label?: string | undefined;
}

/** The tensors of a predict request before they are checked against a signature; see {@link decodeInputs}. */
export type TensorPayload =
  | {
      form: 'instances';
      rows: readonly unknown[];
      /** If these are only some of the sent rows: the index of the first one, and the number of all rows. */
      first?: number;
      count?: number;
    }
  | { form: 'inputs'; columns: unknown };

export interface ParsedPredictRequest extends ParsedSelector {
  op: 'predict';
  signature: string;
  raw: boolean;
  top: number | undefined;
  payload: TensorPayload;
}

/** A request after {@link parseRequest}, with its operation, one form of tensors, and no other fields. */
export type ParsedRequest = ParsedPredictRequest | ParsedDescribeRequest | (ParsedSelector & { op: 'warm' });

/** Asks for a description of the served models: a page of them by name, or the named one. */
interface ParsedDescribeRequest extends ParsedSelector {
  op: 'describe';
  /** Text in the names of the models to return. */
  search: string | undefined;
  /** The name after which the page starts: the `next` of the page before. */
  after: string | undefined;
}

const namePart = v.pipe(v.string(), v.maxLength(63, 'at most 63 characters'));

// `nullish`, because the client SDKs send `undefined` as null.
const requestSchema = v.object({
  op: v.nullish(v.picklist(['predict', 'describe', 'warm'])),
  model: v.nullish(v.pipe(v.string(), v.regex(MODEL_NAME_PATTERN, `a model name: ${MODEL_NAME_RULE}`))),
  version: v.nullish(
    v.pipe(v.number(), v.safeInteger('a whole number'), v.minValue(1, 'a version from 1 up')),
  ),
  label: v.nullish(v.pipe(v.string(), v.regex(VERSION_LABEL_PATTERN, `a label: ${VERSION_LABEL_RULE}`))),
  signature: v.nullish(
    v.pipe(v.string(), v.nonEmpty('a name'), v.maxLength(256, 'a name of at most 256 characters')),
  ),
  raw: v.nullish(v.boolean()),
  top: v.nullish(
    v.pipe(
      v.number(),
      v.safeInteger('a whole number'),
      v.minValue(1, 'at least 1'),
      v.maxValue(1000, 'at most 1000'),
    ),
  ),
  instances: v.nullish(v.custom<readonly unknown[]>((value) => Array.isArray(value), 'a list of rows')),
  inputs: v.nullish(v.unknown()),
  search: v.nullish(namePart),
  after: v.nullish(namePart),
});

/** The names of all fields of a request. */
export const REQUEST_FIELDS: readonly string[] = Object.keys(requestSchema.entries);

type Fields = v.InferOutput<typeof requestSchema>;

/**
 * Reads a request. Does not check the tensors: that needs a model's signature.
 *
 * @throws {InvalidRequestError} naming the field, the expected value and the received one.
 * @throws {RequestTooLargeError} for more than 10,000 rows.
 */
export function parseRequest(data: unknown): ParsedRequest {
  if (Array.isArray(data)) {
    throw new InvalidRequestError(
      { field: 'request', expected: REQUEST_WORDS, received: describeValue(data) },
      'a request is an object, not a list: send { "instances": [ … ] }, one element per row',
    );
  }
  assertOwnFields(data);
  const result = v.safeParse(requestSchema, data, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) throw invalidRequest(result.issues[0]);

  const fields = result.output;
  const op = fields.op ?? 'predict';
  const selected = readSelector(fields);
  if (op === 'predict') {
    refuseFields(op, fields, PAGE_FIELDS);
    const payload = readPayload(fields);
    const top = fields.top ?? undefined;
    if (top !== undefined && payload.form === 'inputs') {
      throw new InvalidRequestError(
        { field: 'top', expected: 'nothing with `inputs`', received: 'a number' },
        'not allowed with `inputs`: send `instances`, or leave `top` out',
      );
    }
    return {
      op,
      ...selected,
      signature: fields.signature ?? DEFAULT_SIGNATURE,
      raw: fields.raw ?? false,
      top,
      payload,
    };
  }
  refuseFields(op, fields, TENSOR_FIELDS);
  if (op === 'describe')
    return { op, ...selected, search: fields.search ?? undefined, after: fields.after ?? undefined };
  refuseFields(op, fields, PAGE_FIELDS);
  return { op, ...selected };
}

const TENSOR_FIELDS = ['instances', 'inputs', 'signature', 'raw', 'top'] as const;
const PAGE_FIELDS = ['search', 'after'] as const;

/** @throws {InvalidRequestError} for a field that an operation does not have. */
function refuseFields(op: string, fields: Fields, names: readonly (keyof Fields)[]): void {
  for (const field of names) {
    if (fields[field] === undefined || fields[field] === null) continue;
    throw new InvalidRequestError(
      { field, expected: `nothing when op is '${op}'`, received: 'a value' },
      `not a field of a '${op}' request: leave it out`,
    );
  }
}

function readSelector({ model, version, label }: Fields): ParsedSelector {
  if ((version ?? undefined) !== undefined && (label ?? undefined) !== undefined) {
    throw new InvalidRequestError({
      field: 'label',
      expected: 'either `version` or `label`',
      received: 'both',
    });
  }
  return { model: model ?? undefined, version: version ?? undefined, label: label ?? undefined };
}

/** The schema cannot check this: it accepts a name that every object inherits, such as `constructor`. */
function assertOwnFields(data: unknown): void {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return;
  for (const name of Object.keys(data)) {
    if (!Object.hasOwn(requestSchema.entries, name)) throw unknownField(name.slice(0, 64));
  }
}

function readPayload({ instances, inputs }: Fields): TensorPayload {
  const hasInputs = inputs !== undefined && inputs !== null;
  if (!instances) {
    if (hasInputs) return { form: 'inputs', columns: inputs };
    throw new InvalidRequestError(
      { field: 'instances', expected: '`instances` or `inputs`', received: 'neither' },
      'the request has no tensors: send rows, { "instances": [row, …] }, or whole tensors, { "inputs": … }',
    );
  }
  if (hasInputs) {
    throw new InvalidRequestError({
      field: 'inputs',
      expected: 'either `instances` or `inputs`',
      received: 'both',
    });
  }
  if (instances.length === 0) {
    throw new InvalidRequestError({ field: 'instances', expected: 'at least one row', received: 'none' });
  }
  if (instances.length > MAX_ROWS) {
    throw new RequestTooLargeError({
      field: 'instances',
      expected: `at most ${MAX_ROWS} rows`,
      received: String(instances.length),
    });
  }
  return { form: 'instances', rows: instances };
}

const REQUEST_WORDS = 'an object with `instances` or `inputs`';

/** The library's type names in an app developer's words. */
const EXPECTED_WORDS: Readonly<Record<string, string>> = {
  Object: REQUEST_WORDS,
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
};

/** Names of our fields in other servers and libraries. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  signature_name: 'signature',
  signatureName: 'signature',
  instance: 'instances',
  rows: 'instances',
  examples: 'instances',
  features: 'instances',
  image: 'instances',
  images: 'instances',
  input: 'inputs',
  tensor: 'inputs',
  tensors: 'inputs',
  model_name: 'model',
  modelName: 'model',
  name: 'model',
  model_version: 'version',
  modelVersion: 'version',
  version_label: 'label',
  versionLabel: 'label',
  top_k: 'top',
  topK: 'top',
  k: 'top',
  operation: 'op',
};

function unknownField(field: string): InvalidRequestError {
  const names = REQUEST_FIELDS;
  const issue = { field, expected: `one of the fields ${names.join(', ')}`, received: 'an unknown field' };
  const meant = Object.hasOwn(OTHER_NAMES, field) ? OTHER_NAMES[field] : closestName(field, names);
  const advice: Record<string, string> = {
    b64: 'send an image as a row: { "instances": [{ "b64": … }] }',
    data: 'the client SDKs add `data` themselves: send only its content',
  };
  const hint = Object.hasOwn(advice, field)
    ? `; ${advice[field]}`
    : meant
      ? `; did you mean '${meant}'?`
      : '.';
  return new InvalidRequestError(
    issue,
    `unknown field '${field}'${hint}${meant || Object.hasOwn(advice, field) ? '' : ` A request has ${names.join(', ')}`}`,
  );
}

function invalidRequest(issue: v.BaseIssue<unknown>): InvalidRequestError {
  const field = v.getDotPath(issue)?.slice(0, 64) ?? 'request';
  // Our own checks have the expected value in their message; the library's types have it in `expected`.
  const ours = issue.kind === 'validation' || issue.type === 'custom';
  const words = ours ? issue.message : (issue.expected ?? issue.message);
  const expected = EXPECTED_WORDS[words] ?? words;
  const received = describeValue(issue.input);
  if (field !== 'instances') return new InvalidRequestError({ field, expected, received });
  return new InvalidRequestError(
    { field, expected, received },
    isSentTypedArray(issue.input)
      ? TYPED_ARRAY_ADVICE
      : `expected ${expected}, received ${received}; send one row as [row], and whole tensors as \`inputs\``,
  );
}
