/** Failure of a command; the message is for its user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
