import * as v from 'valibot';

const request = v.strictObject({
  op: v.nullish(v.picklist(['predict', 'describe', 'warm'])),
  model: v.nullish(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,62}$/))),
  version: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  signature: v.nullish(v.pipe(v.string(), v.nonEmpty(), v.maxLength(256))),
  instances: v.nullish(v.array(v.unknown())),
  inputs: v.nullish(v.unknown()),
});

export const parse = (data: unknown): unknown => v.parse(request, data);
