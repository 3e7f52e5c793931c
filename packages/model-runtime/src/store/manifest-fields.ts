import * as v from 'valibot';
import { DIGEST_PATTERN } from './digest.ts';

/** A file in the model's own folder: no path out of it, nothing hidden, and no name that a system would refuse. */
export const fileName = v.pipe(
  v.string(),
  v.regex(/^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*(\/[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*)*$/u),
);

/** The digest of a content, `sha256-<hex>`. */
export const digest = v.pipe(v.string(), v.regex(DIGEST_PATTERN));
