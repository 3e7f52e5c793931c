import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const nullish = <Schema extends Type.TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const request = Compile(
  Type.Object(
    {
      op: nullish(Type.Enum(['predict', 'describe', 'warm'])),
      model: nullish(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,62}$' })),
      version: nullish(Type.Integer({ minimum: 1 })),
      signature: nullish(Type.String({ minLength: 1, maxLength: 256 })),
      instances: nullish(Type.Array(Type.Unknown())),
      inputs: Type.Optional(Type.Unknown()),
    },
    { additionalProperties: false },
  ),
);

export const parse = (data: unknown): unknown => request.Parse(data);
