/** Says why no snapshot can be taken of a model. Its engine serves it then. */
export class NoSnapshotError extends Error {
  override readonly name = 'NoSnapshotError';
}
