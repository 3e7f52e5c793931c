/** A model's name, as requests have it: it becomes part of paths and of logs. */
export const MODEL_NAME_PATTERN = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** Says what {@link MODEL_NAME_PATTERN} takes. */
export const MODEL_NAME_RULE = 'up to 63 of a-z, 0-9, "-" and "_", a letter or digit first';
