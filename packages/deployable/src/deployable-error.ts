/** A codebase that cannot be made into a self-contained folder; the message says why. */
export class DeployableError extends Error {
  override readonly name = 'DeployableError';
}
