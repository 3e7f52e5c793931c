import * as v from 'valibot';
import { DIGEST_PATTERN } from './digest.ts';

/** A file of the model's own folder: no way out of it, nothing hidden. */
export const fileName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/),
);

/** The digest of a content, `sha256-<hex>`. */
export const digest = v.pipe(v.string(), v.regex(DIGEST_PATTERN));
