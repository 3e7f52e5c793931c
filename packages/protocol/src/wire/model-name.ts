/** A model's name in requests; it becomes part of paths and logs. */
export const MODEL_NAME_PATTERN = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** Describes {@link MODEL_NAME_PATTERN} in words. */
export const MODEL_NAME_RULE =
  'up to 63 characters of a-z, 0-9, "-" and "_", starting with a letter or digit';
