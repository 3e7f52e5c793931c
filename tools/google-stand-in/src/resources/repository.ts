import * as v from 'valibot';

/** A repository as the CLI sends it. */
export const repository = v.strictObject({
  name: v.string(),
  labels: v.optional(v.record(v.string(), v.string())),
  cleanupPolicyDryRun: v.optional(v.boolean()),
  cleanupPolicies: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        id: v.string(),
        action: v.string(),
        condition: v.strictObject({ tagState: v.string(), olderThan: v.string() }),
      }),
    ),
  ),
});

/** A repository of Artifact Registry: it holds the images of functions, for as long as its policies say. */
export type Repository = v.InferOutput<typeof repository>;
