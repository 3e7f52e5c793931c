import * as v from 'valibot';

/** A policy as the CLI sends it. */
export const policy = v.strictObject({
  bindings: v.array(v.strictObject({ role: v.string(), members: v.array(v.string()) })),
  etag: v.string(),
  version: v.literal(3),
});

/** An IAM policy: the roles on a service, and their members. */
export type Policy = v.InferOutput<typeof policy>;
