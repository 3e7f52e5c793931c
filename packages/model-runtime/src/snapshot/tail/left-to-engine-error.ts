import { SnapshotMismatchError } from '../restore/snapshot-mismatch-error.ts';

/** A tail came to values that only the engine answers as TensorFlow does. The snapshot can answer the next request. */
export class LeftToEngineError extends SnapshotMismatchError {}
