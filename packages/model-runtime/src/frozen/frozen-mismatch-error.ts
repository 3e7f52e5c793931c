/** A frozen model that does not do here what it did when it was frozen. The ordinary engine takes over. */
export class FrozenMismatchError extends Error {
  override readonly name = 'FrozenMismatchError';
}
