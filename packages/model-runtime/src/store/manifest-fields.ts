import * as v from 'valibot';

/** A file of the model's own folder: no way out of it, nothing hidden. */
export const fileName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/),
);

/** The digest of a content, `sha256-<hex>`. */
export const digest = v.pipe(v.string(), v.regex(/^sha256-[0-9a-f]{64}$/));
