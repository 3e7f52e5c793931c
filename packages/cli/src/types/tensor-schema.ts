import type { DType, TensorSpec } from '@pilotlight/protocol/tensors';

/** A JSON schema, as in OpenAPI 3.1 (2020-12). */
export type Schema = Readonly<Record<string, unknown>>;

const BASE64: Schema = { type: 'string', contentEncoding: 'base64' };
const BYTES: Schema = object({ b64: BASE64 });
const DIGITS: Schema = { type: 'string', pattern: '^-?[0-9]{1,19}$' };

const ELEMENTS: Readonly<Record<DType, Schema>> = {
  float32: { type: 'number' },
  int32: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { anyOf: [{ type: 'integer' }, DIGITS] },
  uint8: { type: 'integer', minimum: 0, maximum: 255 },
  int8: { type: 'integer', minimum: -128, maximum: 127 },
  bool: { type: 'boolean' },
  string: { anyOf: [{ type: 'string' }, BYTES] },
};

/** Schema of an image: the bytes of a JPEG, PNG or WebP. */
export const IMAGE: Schema = { ...BYTES, description: 'a JPEG, PNG or WebP' };

/** Returns the schema of an object with all of these properties. */
export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** Returns the schema of a tensor in an answer: nested arrays. */
export function nestedSchema({ dtype, shape, unknownRank }: TensorSpec): Schema {
  if (unknownRank) return { description: `nested arrays of ${dtype}, of any shape` };
  return shape.reduceRight<Schema>(
    (items, size) => ({ type: 'array', items, ...(size === -1 ? {} : { minItems: size, maxItems: size }) }),
    ELEMENTS[dtype],
  );
}

/** Returns the schema of a tensor in a request: nested arrays, or bytes. */
export function sentSchema(spec: TensorSpec): Schema {
  const { dtype, shape } = spec;
  if (dtype === 'string') return nestedSchema(spec);
  const bytes = {
    type: 'object',
    properties: {
      dtype: { const: dtype },
      shape: { type: 'array', items: { type: 'integer', minimum: 1 } },
      b64: BASE64,
    },
    required: ['dtype', 'b64'],
  };
  const bare = shape.length === 1 && shape[0] === 1 ? [ELEMENTS[dtype]] : [];
  return { anyOf: [nestedSchema(spec), ...bare, bytes] };
}
