/**
 * Input bytes that the engine gets at once. A network's activations take some tens of times its input, so this keeps a long
 * request within tens of megabytes; rows beyond it are run in further parts.
 */
export const RUN_BYTES = 1024 * 1024;

/** Columns cannot be cut (their first dimension need not be a batch), so a request's may not be longer than this. */
export const MAX_COLUMN_BYTES = 4 * RUN_BYTES;
