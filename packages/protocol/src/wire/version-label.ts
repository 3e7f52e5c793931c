/** A name for a version of a model, as TensorFlow Serving has them: it can be moved to another version. */
export const VERSION_LABEL_PATTERN: RegExp = /^[a-z][a-z0-9_-]{0,30}$/;

/** Says what {@link VERSION_LABEL_PATTERN} takes. */
export const VERSION_LABEL_RULE = 'up to 31 of a-z, 0-9, "-" and "_", a letter first';

/** The label of the version that answers where a call names none. */
export const STABLE = 'stable';

/** Where a label points. */
export interface LabelledVersion {
  version: number;
  /** The share of the calls that name no version, above 0, up to 1; the others go to {@link STABLE}. */
  share?: number | undefined;
}

/** The labels of one model. */
export type VersionLabels = Readonly<Record<string, LabelledVersion>>;
