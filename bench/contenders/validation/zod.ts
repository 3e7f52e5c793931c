import { z } from 'zod';

const request = z.strictObject({
  op: z.enum(['predict', 'describe', 'warm']).nullish(),
  model: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
    .nullish(),
  version: z.int().min(1).nullish(),
  signature: z.string().min(1).max(256).nullish(),
  instances: z.array(z.unknown()).nullish(),
  inputs: z.unknown().nullish(),
});

export const parse = (data: unknown): unknown => request.parse(data);
