import * as z from 'zod/mini';

const request = z.strictObject({
  op: z.nullish(z.enum(['predict', 'describe', 'warm'])),
  model: z.nullish(z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,62}$/))),
  version: z.nullish(z.int().check(z.minimum(1))),
  signature: z.nullish(z.string().check(z.minLength(1), z.maxLength(256))),
  instances: z.nullish(z.array(z.unknown())),
  inputs: z.nullish(z.unknown()),
});

export const parse = (data: unknown): unknown => request.parse(data);
