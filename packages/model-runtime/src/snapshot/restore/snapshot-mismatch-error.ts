/** A snapshot does not behave as it did when it was taken. The engine takes over. */
export class SnapshotMismatchError extends Error {
  override readonly name = 'SnapshotMismatchError';
}
