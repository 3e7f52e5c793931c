import * as v from 'valibot';

const duration = v.pipe(v.string(), v.regex(/^\d+(\.\d+)?s$/));

/** A job as the CLI sends it. */
export const job = v.strictObject({
  name: v.string(),
  schedule: v.string(),
  timeZone: v.string(),
  attemptDeadline: v.optional(duration),
  httpTarget: v.strictObject({
    uri: v.pipe(v.string(), v.url()),
    httpMethod: v.literal('POST'),
    oidcToken: v.strictObject({ serviceAccountEmail: v.pipe(v.string(), v.email()) }),
  }),
  retryConfig: v.optional(
    v.strictObject({
      retryCount: v.optional(v.number()),
      maxRetryDuration: v.optional(duration),
      minBackoffDuration: v.optional(duration),
      maxBackoffDuration: v.optional(duration),
      maxDoublings: v.optional(v.number()),
    }),
  ),
});

/** A call that the scheduler repeats. */
export type Job = v.InferOutput<typeof job>;
