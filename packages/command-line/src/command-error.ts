/** Something that was asked for on the command line and cannot be done, and why. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
