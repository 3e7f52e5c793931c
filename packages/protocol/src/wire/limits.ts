/** Cloud Functions (2nd gen) refuses a larger request before any code of ours sees it; the emulator does not. */
export const MAX_REQUEST_BYTES: number = 32 * 1024 * 1024;

/** Rows in one request. */
export const MAX_ROWS = 10_000;

/** Bytes that the decoded input tensors of one request may take together. */
export const MAX_TENSOR_BYTES: number = 32 * 1024 * 1024;
