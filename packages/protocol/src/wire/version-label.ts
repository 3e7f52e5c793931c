/** A label for a version of a model, as in TensorFlow Serving: it can move to another version. */
export const VERSION_LABEL_PATTERN: RegExp = /^[a-z][a-z0-9_-]{0,30}$/;

/** Describes {@link VERSION_LABEL_PATTERN} in words. */
export const VERSION_LABEL_RULE = 'up to 31 characters of a-z, 0-9, "-" and "_", starting with a letter';

/** The label of the version that answers a call that names none. */
export const STABLE = 'stable';

/** The version of a label. */
export interface LabelledVersion {
  version: number;
  /** The share of the calls that name no version, above 0, at most 1; the others go to {@link STABLE}. */
  share?: number | undefined;
}

/** The labels of one model. */
export type VersionLabels = Readonly<Record<string, LabelledVersion>>;
