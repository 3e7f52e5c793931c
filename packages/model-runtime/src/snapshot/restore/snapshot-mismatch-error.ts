/** A snapshot that does not do here what it did when it was taken. The engine takes over. */
export class SnapshotMismatchError extends Error {
  override readonly name = 'SnapshotMismatchError';
}
