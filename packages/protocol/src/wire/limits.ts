/** Bytes of one request. Cloud Functions (2nd gen) and the emulators refuse larger ones before our code sees them. */
export const MAX_REQUEST_BYTES: number = 32 * 1024 * 1024;

/** Rows in one request. */
export const MAX_ROWS = 10_000;

/** Bytes of all decoded input tensors of one request. */
export const MAX_TENSOR_BYTES: number = 32 * 1024 * 1024;
