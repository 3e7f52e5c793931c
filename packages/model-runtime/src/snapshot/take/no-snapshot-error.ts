/** Why no snapshot can be taken of a model; its engine serves it. */
export class NoSnapshotError extends Error {
  override readonly name = 'NoSnapshotError';
}
