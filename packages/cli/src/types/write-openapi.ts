import { CALLABLE_CODES } from '@pilotlight/protocol';
import type { TensorSpec } from '@pilotlight/protocol/tensors';
import type { ModelTypes, VersionTypes } from './served-types.ts';
import { IMAGE, nestedSchema, object, type Schema, sentSchema } from './tensor-schema.ts';

/**
 * Returns the text of an OpenAPI document of the callable `predict`, for tools that generate clients or try URLs.
 *
 * @param functionName its deployed name.
 */
export function writeOpenApi(models: readonly ModelTypes[], functionName = 'predict'): string {
  const versions = models.flatMap(({ name, versions: all }) =>
    all.map((version, at) => ({ name, isServed: at === 0, ...version })),
  );
  const ids = versions.map(({ name, version }) => `${name}-${version}`);
  const either = (suffix: string) => ({
    anyOf: ids.map((id) => ({ $ref: `#/components/schemas/${id}-${suffix}` })),
  });
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'predict',
      version: '1',
      description: 'A callable function of Cloud Functions for Firebase.',
    },
    servers: [
      {
        url: 'https://{region}-{project}.cloudfunctions.net',
        variables: { region: { default: 'us-central1' }, project: { default: 'demo-pilotlight' } },
      },
    ],
    paths: {
      [`/${functionName}`]: {
        post: {
          operationId: 'predict',
          requestBody: { required: true, content: json(object({ data: either('request') })) },
          responses: {
            200: { description: 'The answer.', content: json(object({ result: either('answer') })) },
            default: {
              description: 'The error.',
              content: json({ $ref: '#/components/schemas/error' }),
            },
          },
        },
      },
    },
    components: {
      schemas: {
        ...Object.fromEntries(
          versions.flatMap((version, at) => [
            [`${ids[at]}-request`, requestSchema(version)],
            [`${ids[at]}-answer`, answerSchema(version)],
          ]),
        ),
        timing: TIMING,
        error: ERROR,
      },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

type NamedVersion = VersionTypes & { name: string; isServed: boolean };

function requestSchema({ name, version, isServed, signature, imageInput }: NamedVersion): Schema {
  const row = (input: string, spec: TensorSpec) => {
    const tensor = sentSchema({ ...spec, shape: spec.shape.slice(1) });
    return input === imageInput ? { anyOf: [IMAGE, tensor] } : tensor;
  };
  const instances = {
    type: 'array',
    minItems: 1,
    maxItems: 10_000,
    items: namedOrSingle(signature.inputs, row),
  };
  const inputs = namedOrSingle(signature.inputs, (_, spec) => sentSchema(spec));
  const common = {
    model: { const: name },
    version: { const: version },
    top: { type: 'integer', minimum: 1, maximum: 1000 },
  };
  return {
    type: 'object',
    properties: { ...common, instances, inputs },
    // This version also answers calls that name no version.
    required: isServed ? ['model'] : ['model', 'version'],
    oneOf: [{ required: ['instances'] }, { required: ['inputs'] }],
    additionalProperties: false,
  };
}

function answerSchema({ name, version, signature, labels }: NamedVersion): Schema {
  const { outputs } = signature;
  const row = namedOrSingle(outputs, (_, spec) => nestedSchema({ ...spec, shape: spec.shape.slice(1) }));
  const label = labels.length > 0 ? { enum: [...new Set(labels)] } : { type: 'string' };
  const ranked = {
    type: 'object',
    properties: { index: { type: 'integer' }, label, score: { type: 'number' } },
    required: ['index', 'score'],
  };
  const holding = (content: Readonly<Record<string, Schema>>) =>
    object({
      model: { const: name },
      version: { const: version },
      timing: { $ref: '#/components/schemas/timing' },
      ...content,
    });
  return {
    oneOf: [
      holding({ predictions: { type: 'array', items: row } }),
      holding({ outputs: namedOrSingle(outputs, (_, spec) => nestedSchema(spec)) }),
      holding({ top: { type: 'array', items: { type: 'array', items: ranked } } }),
    ],
  };
}

/** Returns the schema of the only tensor, or of an object with all tensors by name. */
function namedOrSingle(
  tensors: Readonly<Record<string, TensorSpec>>,
  schemaOf: (name: string, spec: TensorSpec) => Schema,
): Schema {
  const entries = Object.entries(tensors).map(([name, spec]) => [name, schemaOf(name, spec)] as const);
  const [only, another] = entries;
  return only && !another ? only[1] : object(Object.fromEntries(entries));
}

function json(schema: Schema): Schema {
  return { 'application/json': { schema } };
}

const TIMING = object({
  loadMs: { type: 'number' },
  queueMs: { type: 'number' },
  inferenceMs: { type: 'number' },
  cold: { type: 'boolean' },
  instanceId: { type: 'string' },
});

const ERROR = object({
  error: {
    type: 'object',
    properties: {
      status: { type: 'string' },
      message: { type: 'string' },
      details: {
        type: 'object',
        properties: {
          reason: { enum: Object.keys(CALLABLE_CODES) },
          issue: object({
            field: { type: 'string' },
            expected: { type: 'string' },
            received: { type: 'string' },
          }),
        },
        required: ['reason'],
      },
    },
    required: ['status', 'message'],
  },
});
